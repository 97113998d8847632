/** Long enough for a token, an id or a name: shorter words may be of a time. */
const longWord = /[\w-]{6,}/g;

/**
 * Tells how many letters of a part of a text stand in long words that another text lacks. The text is read but once, however
 * many of its parts are asked for.
 */
export function weighWords(text: string, other: string): (from: number, to: number) => number {
  const known = new Set(other.match(longWord));
  const ends: number[] = [];
  const sums = [0];
  for (const { 0: word, index } of text.matchAll(longWord)) {
    if (known.has(word)) continue;
    ends.push(index + word.length);
    sums.push((sums.at(-1) ?? 0) + word.length);
  }
  const before = (place: number): number => sums[countUpTo(ends, place)] ?? 0;
  return (from, to) => before(to) - before(from);
}

/** How many of numbers in ascending order are at most a bound. */
function countUpTo(ascending: readonly number[], bound: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
