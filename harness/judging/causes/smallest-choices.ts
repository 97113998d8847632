/** So many choices are pursued, those of fewest numbers first: there may be exponentially many. */
const mostPursued = 100;

/**
 * All ways to choose a number from each of the sets of which nothing can be left out (minimal hitting sets), those of
 * fewest numbers first. None where a set is empty.
 */
export function smallestChoices(sets: readonly ReadonlySet<number>[]): readonly number[][] {
  let choices: number[][] = [[]];
  for (const set of sets.toSorted((a, b) => a.size - b.size)) {
    const [hitting, missing] = [true, false].map((hits) =>
      choices.filter((choice) => choice.some((number) => set.has(number)) === hits),
    );
    const grown = (missing ?? []).flatMap((choice) =>
      [...set].map((number) => [...choice, number].toSorted((a, b) => a - b)),
    );
    const needed = grown.filter(
      (choice) =>
        hitting?.some((other) => other.every((number) => choice.includes(number))) !== true,
    );
    choices = [...(hitting ?? []), ...needed]
      .toSorted((a, b) => a.length - b.length || compareNumbers(a, b))
      .slice(0, mostPursued);
  }
  return choices;
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((number, index) => number !== b[index]);
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}
