import { createRandom } from '../../accounts/random.ts';
import type { RequestChange } from '../../deployment/probe.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { alikeInPairs } from './choosing/alike-in-pairs.ts';
import { routeOf } from './choosing/ask-otherwise.ts';
import { targetKey } from './choosing/target.ts';
import { waysThroughCaches } from './choosing/ways-through-caches.ts';
import type { SweepContext, SweepProbe } from './probe.ts';

/** Accounts in a row at the same address. */
const inRow = 4;
/** Things of each surface that are asked for. */
const mostThings = 8;

/**
 * Requests the same address by one account right after the other, in both orders and without a session: what a cache
 * keeps of one, while it keeps it, would be given to the next. What all find at the same address comes first.
 */
export const sameAddress: SweepProbe = {
  id: 'same-address',
  title: 'The same address, by one account right after the other',
  needs: 'two accounts that are granted something by GET, at an address that does not change',
  disturbs: 'caches',
  budgeted: true,
  async *attempts(context) {
    const [views, things] = [ownViewsInRow(context), thingsInRow(context)];
    for (let round = 0; round < Math.max(views.length, things.length); round += 1)
      for (const step of [...(views[round] ?? []), ...(things[round] ?? [])]) yield step();
  },
};

/** One request of each address, made at the same time; they are named when it is their turn. */
type Step = () => readonly AttemptRequest[];

/** By round, own views that lie at the same address for all: several accounts, nobody, and the first account again. */
function ownViewsInRow(context: SweepContext): Step[][] {
  const { seed, worker } = context;
  const byRoute = Map.groupBy(
    askedByGet(context).filter(({ surface }) => surface.needs.length === 0),
    ({ surface }) => routeOf(surface),
  );
  const views = [...byRoute.values()].flatMap((requests) => {
    const { surface } = requests[0] ?? {};
    const those = requests.filter((request) => request.surface === surface);
    return those.length < 2 ? [] : [alikeInPairs(those, seed)];
  });
  const rounds = Math.ceil(Math.max(0, ...views.map(({ length }) => length)) / inRow);
  return Array.from({ length: rounds }, (_, round) =>
    waysThroughCaches(worker).flatMap((way, turnOfWay) =>
      Array.from({ length: inRow + 2 }, (_unused, place) => () => {
        return views.flatMap((those, index) => {
          const from = (round + index + turnOfWay) * inRow;
          const turn = place < inRow ? place : 0;
          const own = those[(from + turn) % those.length];
          if (own === undefined || (place < inRow && place >= those.length)) return [];
          return asked({ ...own, session: place === inRow ? null : own.session }, way(own));
        });
      }),
    ),
  );
}

/** By round, things, each by strangers, its owner and nobody: a stranger before the owner, and after. */
function thingsInRow(context: SweepContext): Step[][] {
  const { seed, worker, choose } = context;
  const owned = askedByGet(context).filter(({ surface }) => surface.needs.length > 0);
  const surfaces = [...new Set(owned.map(({ surface }) => surface))];
  const strangers = Map.groupBy(choose(surfaces), targetKey);
  const random = createRandom('same address', seed);
  const bySurface = [...Map.groupBy(random.shuffle(owned), ({ surface }) => surface).values()];
  const targets = bySurface.map((those) =>
    those.flatMap((owner) => {
      const [before, after = before] = strangers.get(targetKey(owner)) ?? [];
      return before === undefined || after === undefined ? [] : [{ owner, before, after }];
    }),
  );
  const rounds = Math.min(mostThings, Math.max(0, ...targets.map(({ length }) => length)));
  return Array.from({ length: rounds }, (_, round) =>
    waysThroughCaches(worker).flatMap((way, index) =>
      (index === 0 ? plainly : otherwise).map((place) => () => {
        return targets.flatMap((those) => {
          const { owner, before, after } = those[round] ?? {};
          if (owner === undefined || before === undefined || after === undefined) return [];
          const nobody = { ...before, session: null };
          return asked({ owner, before, after, nobody }[place], way(owner));
        });
      }),
    ),
  );
}

/** Who asks for a thing plainly, in this order. */
const plainly = ['before', 'owner', 'after', 'nobody', 'owner'] as const;
/** The same in another way: what a cache makes of refusals was seen by then. */
const otherwise = ['owner', 'after', 'nobody'] as const;

/** What owners were granted, asked for by GET and without a link. */
function askedByGet({ shown }: SweepContext): AttemptRequest[] {
  return shown.filter(
    ({ surface }) =>
      surface.method === 'GET' &&
      surface.unattributed === undefined &&
      traitsOf(surface).repeatable,
  );
}

/** A request in a way; none where the account has nothing to ask so with. `undefined`: plainly. */
function asked(request: AttemptRequest, change: RequestChange | null | undefined) {
  if (change === null) return [];
  return [change === undefined ? request : { ...request, change }];
}
