/** So many of all that each has its turn, one turn after the other; all of them where they are no more. */
export function turnOf<T>(all: readonly T[], turn: number, most: number): T[] {
  const from = all.length <= most ? 0 : (turn * most) % all.length;
  return [...all.slice(from), ...all.slice(0, from)].slice(0, most);
}

/** Orders items by turns: the first of each kind, then the second of each, and so on. A cut then leaves every kind. */
export function inTurns<T>(items: readonly T[], kindOf: (item: T) => string): T[] {
  const kinds = [...Map.groupBy(items, kindOf).values()];
  const most = Math.max(0, ...kinds.map((kind) => kind.length));
  return Array.from({ length: most }, (_, turn) =>
    kinds.flatMap((kind) => kind.slice(turn, turn + 1)),
  ).flat();
}
