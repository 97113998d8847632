/** What a row holds: something that is another's, something of the viewer's, or neither. */
export type Holding = 'foreign' | 'own' | 'nothing';

/**
 * The indices of the rows that are shown, in order: those that hold another's, up to a limit, and beside them one that is the
 * viewer's own. The first row where none holds anything.
 */
export function rowsToShow(holdings: readonly Holding[], most: number): readonly number[] {
  const of = (kind: Holding, limit: number) =>
    [...holdings.keys()].filter((index) => holdings[index] === kind).slice(0, limit);
  const chosen = [...of('own', 1), ...of('foreign', most)];
  const [first] = holdings.keys();
  return chosen.length === 0 && first !== undefined ? [first] : chosen.toSorted((a, b) => a - b);
}
