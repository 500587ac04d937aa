import { resolve } from 'node:path';
import { notManifest, readDocuments, SourceDocument } from './documents';
import { CommandError, Io } from './io';
import { sourcesOf } from './sources';
import { NotManifestError, UnreadableError } from './unreadable-error';
import { oneLine } from '../report/words';

/** So many faults are told; who has more begins with these. */
const MOST_FAULTS = 20;

/**
 * The manifests of files, of folders and of the standard input, in their order, each file once. Goes on after a fault, and fails at the end with all
 * of them. Files of folders that hold no manifest at all (values of a chart, a kustomization) are passed over and named on stderr; elsewhere, what is
 * no manifest is a fault, and so is a path without any manifest: what is not judged must not look as if it were.
 */
export function* manifestsIn(paths: readonly string[], io: Io): Generator<SourceDocument, void> {
  const faults: string[] = [];
  const skipped: string[] = [];
  const seen = new Set<string>();
  const noting = <T>(act: () => T): T | undefined => {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      faults.push(error.message);
      return undefined;
    }
  };
  for (const path of paths) {
    let found = 0;
    const before = faults.length;
    const sources = sourcesOf([path], io.stdin, io.cwd);
    for (let source = noting(() => sources.next()); source && !source.done; source = noting(() => sources.next())) {
      const { file, read, again } = source.value;
      const key = path === '-' ? path : resolve(io.cwd, file);
      if (seen.has(key)) {
        found += 1;
        continue;
      }
      seen.add(key);
      const strangers: UnreadableError[] = [];
      let manifests = 0;
      let isAlone = true;
      try {
        const bytes = read();
        isAlone = !bytes.includes('\n---');
        for (const document of readDocuments(bytes, file, again)) {
          const stranger = notManifest(document);
          if (stranger) {
            strangers.push(stranger);
          } else {
            manifests += 1;
            yield document;
          }
        }
      } catch (error) {
        // What follows in the file was not read.
        if (error instanceof NotManifestError && isAlone) strangers.push(error);
        else if (error instanceof UnreadableError) faults.push(error.message);
        else throw error;
      }
      if (manifests === 0 && strangers.length > 0 && path !== '-' && file !== path) skipped.push(file);
      else faults.push(...strangers.map(({ message }) => message));
      found += manifests;
    }
    if (found === 0 && faults.length === before) faults.push(`${path === '-' ? 'stdin' : path}: no manifest in it`);
  }
  if (skipped.length > 0) io.stderr(`${oneLine(`skipped, as there is no manifest in them: ${skipped.join(', ')}`)}\n`);
  if (faults.length === 0) return;
  const more = faults.length - MOST_FAULTS;
  throw new CommandError([...faults.slice(0, MOST_FAULTS), ...more > 0 ? [`and ${more} more like these`] : []]);
}
