/**
 * Records in the order of time, whatever order they were read in; `rank` decides among those of one moment,
 * and their text last, so that the same records always come in the same order.
 */
export function inOrder<Timed extends { at: number }>(
  records: readonly Timed[],
  rank: (record: Timed) => number = () => 0,
): Timed[] {
  return records.toSorted(
    (a, b) => a.at - b.at || rank(a) - rank(b) || compareText(JSON.stringify(a), JSON.stringify(b)),
  );
}

/** Order of code units: the same on every machine, unlike a locale's. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
