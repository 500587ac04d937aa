import { buildBinaries } from './build';

/** Builds before the first test file, where no time limit of a test or hook applies. */
export async function setup(): Promise<void> {
  await buildBinaries();
}
