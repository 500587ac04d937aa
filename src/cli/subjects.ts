import { CompactSubject } from './compact-subject';
import { SourceDocument } from './documents';
import { ReportedSettings, ReportedSubject } from '../report/read';
import { nameOf, ObjectName } from '../report/words';
import { Standard } from '../rules/standard';
import { GivenWaiver, Origin, Subject } from '../rules/subject';

/** So many bytes of JSON are kept as objects, which take some ten times as much. What is beyond is kept as text and read anew when it is asked for. */
const ROOM = 8 * 2 ** 20;

const FEW = 5;
const NO_WAIVERS: readonly GivenWaiver[] = [];

/** The subjects of documents, by the settings and waivers of a report where there is one. */
export class Subjects {
  private readonly list: { readonly position: number; readonly subject: Subject }[] = [];
  private readonly reported = new Map<string, number[]>();
  private readonly strangers: ObjectName[] = [];

  /** @param standard by what objects are judged that no report knows */
  constructor(private readonly standard: Standard, private readonly report?: ReportedSettings, private room = ROOM) {
    for (const [position, subject] of report?.subjects.entries() ?? []) {
      if (subject.name === undefined && subject.kind === undefined) {
        this.list.push({ position, subject: unnamed(subject) });
      } else {
        const key = keyOf(subject);
        this.reported.set(key, [...this.reported.get(key) ?? [], position]);
      }
    }
  }

  add(document: SourceDocument): void {
    const name = nameOf({ manifest: document.value });
    // One after the other, where several objects have one name.
    const position = this.reported.get(keyOf(name))?.shift();
    const known = position === undefined ? undefined : this.report!.subjects[position];
    if (this.report && !known) this.strangers.push(name);
    const subject = this.subjectOf(document, known);
    this.list.push({ position: position ?? Infinity, subject });
  }

  /** All of them: those of the report in its order, so that what is said of several at once is said of the same one. */
  get all(): Subject[] {
    const list = this.report ? [...this.list].sort((a, b) => (a.position === b.position ? 0 : a.position - b.position)) : this.list;
    return list.map(({ subject }) => subject);
  }

  /** What the report and the documents do not have in common, in lines for people. */
  get differences(): string[] {
    const missing = [...this.reported.values()].flat().sort((a, b) => a - b).map((position) => this.report!.subjects[position]);
    return [
      ...missing.length > 0 ? [`in the report and in none of the files: ${named(missing)}`] : [],
      ...this.strangers.length > 0 ? [`not in the report, so judged by ${this.standard.profile} and without waivers: ${named(this.strangers)}`] : [],
    ];
  }

  private subjectOf({ value, file, line, lineOf }: SourceDocument, known: ReportedSubject | undefined): Subject {
    const origin: Origin = { constructPath: known?.constructPath, file, line, lineOf };
    const { standard, waivers } = known ?? { standard: this.standard, waivers: NO_WAIVERS };
    const json = JSON.stringify(value);
    this.room -= json.length;
    return this.room >= 0 ? { manifest: value, origin, standard, waivers } : new CompactSubject(json, origin, standard, waivers);
  }
}

/** What synth said of no object: that one could not be rendered, or which waivers hold for none. */
function unnamed({ constructPath, standard, waivers, renderError }: ReportedSubject): Subject {
  return { origin: { constructPath }, standard, waivers, renderError };
}

/** What an object is found by, whatever the version of its API. */
function keyOf({ apiVersion = '', kind, namespace = '', name }: ObjectName): string {
  return JSON.stringify([apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '', kind, namespace, name]);
}

/** The first names, and how many there are besides. */
function named(objects: readonly ObjectName[]): string {
  const first = objects.slice(0, FEW).map(({ kind, namespace, name }) => `${kind} ${[namespace, name].filter(Boolean).join('/')}`);
  return [...first, ...objects.length > FEW ? [`and ${objects.length - FEW} more`] : []].join(', ');
}
