/** The name among `names` that was probably meant, or undefined: the same in another case, or else the first of those with the fewest slips. */
export function meant(given: string, names: readonly string[]): string | undefined {
  // Longer than any name of the definitions: not a slip, and not worth the comparison.
  if (given.length > 64) return undefined;
  const lower = given.toLowerCase();
  // Two slips in a name, one in a short name and none in a tiny one, of which nothing to recognize would be left.
  let fewest = Math.min(3, 1 + Math.floor(lower.length / 3));
  let best: string | undefined;
  for (const name of names) {
    // What differs more in length cannot be nearer; this spares nearly all comparisons.
    if (Math.abs(name.length - lower.length) >= fewest) continue;
    const distance = slips(lower, name.toLowerCase(), fewest);
    if (distance < fewest) [best, fewest] = [name, distance];
  }
  return best;
}

/** How many characters are missing, too many, wrong or swapped with their neighbour; `enough` stands for as many or more. */
function slips(a: string, b: string, enough: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let column = 1; column <= b.length; column++) {
      const wrong = last[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
      now[column] = Math.min(wrong, last[column] + 1, now[column - 1] + 1);
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwapped) now[column] = Math.min(now[column], before[column - 2] + 1);
    }
    // From a row on, the numbers only grow.
    if (Math.min(...now) >= enough) return enough;
    [before, last] = [last, now];
  }
  return last[b.length];
}
