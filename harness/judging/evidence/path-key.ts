/**
 * A place without what differs from run to run (indices, positions, server-given keys), so that the same
 * fault has the same id in the next run. In one pass: a hostile answer chooses how long its places are.
 */
export function pathKey(where: string): string {
  return where
    .replace(/[\w-]+/g, (word) => (word.length >= 6 && /\d/.test(word) ? '*' : word))
    .replace(/\d+/g, '');
}
