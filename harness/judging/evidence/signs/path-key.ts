/**
 * A place without what differs from run to run (indices, positions, server-given keys), so that the same
 * fault has the same id in the next run. In one pass: a hostile answer chooses how long its places are.
 */
export function pathKey(where: string): string {
  return where
    .replace(/[\w-]+/g, (word) => (word.length >= 6 && /\d/.test(word) ? '*' : word))
    .replace(/\d+/g, '');
}

/** A key of an object that is an id: long, with several digits. */
const idAsKey = /^(?=(?:[^\d]*\d){3})[\w$@-]{8,}$/;

/**
 * A place for people: in an object whose keys are ids (`$.visits.v-711a….called`), each key is but an index, and becomes
 * `*`. Coarser than `pathKey`, which folds what may be an id: `$.items[9].line1` says where it stood.
 */
export function placeForPeople(where: string): string {
  if (!where.startsWith('$')) return where;
  return where.replace(/\.([^.[]+)/g, (step, key: string) => (idAsKey.test(key) ? '.*' : step));
}
