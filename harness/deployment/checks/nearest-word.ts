/** The known word that was probably meant: at most a third of its letters differ. Null when no word is so close. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const ranked = known
    .map((other) => ({ other, distance: distance(word.toLowerCase(), other.toLowerCase()) }))
    .filter(({ other, distance: steps }) => steps <= Math.max(1, other.length / 3))
    .sort((left, right) => left.distance - right.distance);
  return ranked[0]?.other ?? null;
}

/** Longest name that a hint tells: foreign documents have names of any length, with anything in them. */
const tellable = /^\P{C}{1,100}$/u;

/**
 * What an error says of an unknown word: the known one that was probably meant, else which there are.
 * @param most how many it names at most
 */
export function hintFor(word: string, known: readonly string[], most = known.length): string {
  const told = known.filter((other) => tellable.test(other));
  const meant = nearestWord(word, told);
  if (meant !== null) return `did you mean ${meant}?`;
  if (told.length === 0) return 'none is known';
  return `known are ${told.slice(0, most).join(', ')}${told.length > most ? ', …' : ''}`;
}

/** The Levenshtein distance: the number of letters to insert, delete or replace. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1];
    for (let column = 0; column < right.length; column += 1) {
      const replaced = (row[column] ?? 0) + (letter === right[column] ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
