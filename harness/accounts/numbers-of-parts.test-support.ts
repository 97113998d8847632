/** The first numbers of accounts in the sweep, the properties and the scenarios. */
export function numbersOfParts(each: number): number[] {
  return [0, 300_000, 600_000].flatMap((first) =>
    Array.from({ length: each }, (_, index) => first + index),
  );
}
