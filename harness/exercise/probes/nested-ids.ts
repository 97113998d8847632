import type { ThingView } from '../../deployment/views.ts';
import type { Probe, ProbeAttempt } from '../../deployment/probe.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import { inTurns } from './choosing/in-turns.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';

/** Most ids of an address that are mixed, counted from the end. Each further id doubles the number of mixtures. */
const most = 4;

/**
 * Requests addresses with several ids, such as `/patients/{patient}/visits/{visit}`, with all mixtures of own and
 * foreign ids. If all ids are the owner's, the check of the parent refuses, and a missing check of the child stays
 * hidden.
 */
export const nestedIds: Probe = {
  id: 'nested-ids',
  title: 'Own parent with foreign child, foreign parent with own child',
  needs: 'two ids in an address, and two accounts that have them',
  disturbs: 'nothing',
  budgeted: true,
  attempts({ surfaces, things, choose }) {
    const nested = surfaces.filter(
      (surface) => surface.needs.length > 1 && traitsOf(surface).repeatable,
    );
    const held = Map.groupBy(things, ({ owner }) => owner.id);
    const mixed = choose(nested).flatMap((foreign) =>
      mixturesOf(foreign, held.get(foreign.session?.account.id ?? '') ?? []),
    );
    return inTurns(mixed, ({ surface, change }) => `${surface.id} ${change?.name}`);
  },
};

/**
 * The requests with mixed ids for one foreign thing. Of the ids in which viewer and owner differ, the last names the
 * requested thing, and the others its parents. An id that the viewer lacks stays the owner's: an account without any
 * visit can still ask for another's visit below its own id.
 */
function mixturesOf(foreign: ProbeAttempt, held: readonly ThingView[]): ProbeAttempt[] {
  const { session, surface, thing } = foreign;
  if (session === null || thing === null) return [];
  const { account } = session;
  const theirs: Ids = { ...thing.owner.ids, ...thing.ids };
  const lacking = ({ ids }: ThingView): number =>
    surface.needs.filter((name) => !(name in ids || name in account.ids)).length;
  const [mine] = held.toSorted((one, other) => lacking(one) - lacking(other));
  const ours: Ids = { ...account.ids, ...mine?.ids };
  // An id that both have, such as the clinic's, is not mixed.
  const differing = surface.needs.filter((name) => ours[name] !== theirs[name]).slice(-most);
  const leaf = differing.at(-1) ?? '';
  const owned = differing.filter((name) => ours[name] !== undefined);
  return subsetsOf(owned).flatMap((own): ProbeAttempt[] => {
    const others = differing.filter((name) => !own.includes(name));
    if (own.length === 0 || others.length === 0) return [];
    if (others.includes(leaf))
      return [{ ...foreign, change: { name: `own-${own.join('-')}`, ids: pick(ours, own) } }];
    const change = { name: `foreign-${others.join('-')}`, ids: pick(theirs, others) };
    return [{ session, surface, thing: mine ?? null, change }];
  });
}

/**
 * All subsets of names. Those without the last name come first, because the check of the child is forgotten most often.
 */
function subsetsOf(names: readonly string[]): string[][] {
  return Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, index) => (bits >> index) % 2 === 1),
  );
}

function pick(ids: Ids, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, ids[name] ?? '']));
}
