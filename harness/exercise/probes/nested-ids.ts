import type { ThingView } from '../../deployment/views.ts';
import type { Probe, ProbeAttempt } from '../../deployment/probe.ts';
import type { Ids } from '../../domain/thing.ts';
import { inTurns } from './choosing/in-turns.ts';
import { traitsOf } from '../../domain/surface-traits.ts';

/** Ids of an address that are mixed; of more, the last ones. Their mixtures double with each. */
const most = 4;

/**
 * An address with several ids, as `/patients/{patient}/visits/{visit}`, with every mixture of own and foreign. Where
 * all of them are the owner's, the parent's check refuses, and a check of the child that is missing is never met.
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

/** The last id says what is asked for; those before it, below what. */
function mixturesOf(foreign: ProbeAttempt, held: readonly ThingView[]): ProbeAttempt[] {
  const { session, surface, thing } = foreign;
  if (session === null || thing === null) return [];
  const { account } = session;
  const theirs: Ids = { ...thing.owner.ids, ...thing.ids };
  const mine = held.find(({ ids }) =>
    surface.needs.every((name) => name in ids || name in account.ids),
  );
  const ours: Ids = { ...account.ids, ...mine?.ids };
  // What both have (a clinic's id) makes no difference.
  const names = surface.needs
    .filter((name) => ours[name] !== undefined && ours[name] !== theirs[name])
    .slice(-most);
  const leaf = surface.needs.at(-1) ?? '';
  return subsetsOf(names).flatMap((own): ProbeAttempt[] => {
    const others = names.filter((name) => !own.includes(name));
    if (own.length === 0 || others.length === 0) return [];
    if (others.includes(leaf))
      return [{ ...foreign, change: { name: `own-${own.join('-')}`, ids: pick(ours, own) } }];
    const change = { name: `foreign-${others.join('-')}`, ids: pick(theirs, others) };
    return own.includes(leaf) ? [{ session, surface, thing: mine ?? null, change }] : [];
  });
}

/** Those that leave the last name to others come first: the child is what is mostly forgotten. */
function subsetsOf(names: readonly string[]): string[][] {
  return Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, index) => (bits >> index) % 2 === 1),
  );
}

function pick(ids: Ids, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, ids[name] ?? '']));
}
