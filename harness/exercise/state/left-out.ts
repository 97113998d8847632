import type { LeftOut } from '../../domain/attempts/left-out.ts';

/** The role of a worker that remembers what its bounds leave out, so that the coverage tells it. */
export type LeavingOut = { leaveOut(one: LeftOut): void };

/** Most entries that are kept apart, and the longest place, in characters: a deployment names the places. */
const most = { entries: 500, where: 200 };

/** Where the entries are that are not kept apart. */
const elsewhere = 'elsewhere';

/** Everything that a worker left out: one entry a surface, bound and place, with the largest number. */
export function createLeftOut(): LeavingOut & { all(): LeftOut[] } {
  const kept = new Map<string, LeftOut>();
  const keyOf = ({ what, surface, where, most: bound }: LeftOut) =>
    JSON.stringify([surface, what, bound, where]);
  return {
    leaveOut(one) {
      const where = one.where.replace(/\[\d+\]/g, '[]').slice(0, most.where);
      const own = { ...one, where };
      const isKept = kept.size < most.entries || kept.has(keyOf(own));
      const entry = isKept ? own : { ...one, where: elsewhere };
      const key = keyOf(entry);
      kept.set(key, { ...entry, count: Math.max(entry.count, kept.get(key)?.count ?? 0) });
    },
    all: () => [...kept.values()],
  };
}
