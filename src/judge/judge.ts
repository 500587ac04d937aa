import { appObjectOf, appViewOf } from './app-view';
import { Judging } from './judging';
import { Verdicts } from './verdicts';
import { judgeWaivers } from './waiver-rules';
import { isPlainObject } from '../private/json';
import { AppObject } from '../rules/app-check';
import { CATALOGUE } from '../rules/catalogue';
import { Judgement } from '../rules/judgement';
import { Place, Rule } from '../rules/rule';
import { Severity } from '../rules/severity';
import { Subject } from '../rules/subject';

/** What the judge is told beside the objects. */
export interface JudgeOptions {
  /** The day for which waivers and dates are judged, an ISO date. */
  readonly asOf: string;
  /** The mildest severity that fails. */
  readonly failOn: Severity;
  /** Whether there is nothing beside the subjects, so that a reference that points outside them points nowhere. */
  readonly closed: boolean;
  /** The rules; the catalogue where left out. */
  readonly rules?: readonly Rule[];
  /** Whether all workloads are judged by the rules for Pods, and not those of sandboxes alone. */
  readonly workloads?: boolean;
  /** Where it is judged: checks of the other place are left out. Synth where left out. */
  readonly place?: Place;
  /** The ids of the rules that results are wanted of. All are judged in any case, since what waivers lift depends on all. */
  readonly reported?: ReadonlySet<string>;
}

/** Judges objects: the same subjects and options give the same judgement. Never throws for what is in a manifest. */
export function judge(subjects: readonly Subject[], options: JudgeOptions): Judgement {
  const { asOf, failOn, closed, rules = CATALOGUE, workloads = false, place = 'synth', reported } = options;
  const verdicts = new Verdicts(subjects, rules, asOf);
  const objects: AppObject[] = [];
  for (const subject of subjects) {
    const { manifest } = subject;
    if (isPlainObject(manifest)) objects.push(appObjectOf(subject, manifest));
  }
  const app = appViewOf(objects, closed, asOf);
  const judging = new Judging(rules, place, verdicts);
  judging.unrendered(subjects);
  judging.objects(objects, app, workloads);
  judging.app(app);
  judgeWaivers(subjects, rules, asOf, verdicts);
  return verdicts.judgement({ failOn, closed, workloads, reported });
}
