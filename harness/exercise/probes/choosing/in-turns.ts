/** Orders items by turns: the first of each kind, then the second of each, and so on. A cut then leaves every kind. */
export function inTurns<T>(items: readonly T[], kindOf: (item: T) => string): T[] {
  const kinds = [...Map.groupBy(items, kindOf).values()];
  const most = Math.max(0, ...kinds.map((kind) => kind.length));
  return Array.from({ length: most }, (_, turn) =>
    kinds.flatMap((kind) => kind.slice(turn, turn + 1)),
  ).flat();
}
