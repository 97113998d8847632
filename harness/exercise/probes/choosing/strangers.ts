import { choosePairs } from '../../../accounts/cohorts/pairs.ts';
import { createRandom } from '../../../accounts/random.ts';
import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session, Share, Thing } from '../../state/held.ts';
import { findNearEntitlement } from './near-entitlement.ts';
import { distinct, plain } from './requests.ts';

/** Foreign viewers of each thing: all of them where a run is thorough or things are few, else fewer. */
const perThing = { most: 5, fewest: 3 };
/** Requests of a surface by foreign viewers, and by those near an entitlement, that suffice unless a run is thorough. */
const enough = { foreign: 90, near: 60 };

export type StrangersOptions = {
  seed: number;
  shares: readonly Share[];
  /** All that are chosen try each surface. Otherwise, where they are many, surfaces take turns at some of them. */
  isThorough: boolean;
};

/**
 * Chooses the plain requests for foreign things, as pairs of viewer and thing. Surfaces that serve the same things
 * share their pairs. A surface that serves only some things (pictures, prescriptions) gets pairs of its own, so that
 * every viewer tries it. The number of requests grows with the accounts.
 */
export function strangers(
  surfaces: readonly AskedSurface[],
  sessions: readonly Session[],
  things: readonly Thing[],
  { seed, shares, isThorough }: StrangersOptions,
): AttemptRequest[] {
  const byAccount = new Map(sessions.map((session) => [session.account.id, session]));
  // The role counts as a factor, so that staff try strangers' things too, not only those of their own patients.
  const viewers = sessions.map(({ account: { id, cohort, role } }) => ({
    account: id,
    cohort: { ...cohort, role },
  }));
  const isNearEntitlement = findNearEntitlement(
    sessions.map(({ account }) => account),
    things,
    shares,
  );
  const asked = Map.groupBy(surfaces, (surface) =>
    JSON.stringify(
      things.filter((thing) => plain(null, thing, [surface]).length > 0).map(({ id }) => id),
    ),
  );
  const requests = [...asked.values()].flatMap((group) => {
    const held = things.filter((thing) => plain(null, thing, group).length > 0);
    const viewersEach = isThorough
      ? perThing.most
      : Math.max(perThing.fewest, Math.min(perThing.most, enough.foreign / held.length));
    const { pairs } = choosePairs({
      viewers,
      things: held.map((thing) => ({
        thing: thing.id,
        owner: thing.owner.id,
        cohort: thing.owner.cohort,
        held: thing,
      })),
      seed,
      // Fewer things get more viewers each, so that every viewer has a thing to try.
      perThing: Math.max(viewersEach, Math.ceil(viewers.length / held.length) + 1),
      isNearEntitlement: (viewer, thing) => isNearEntitlement(viewer.account, thing.held),
    });
    const { near = [], far = [] } = Object.groupBy(pairs, ({ viewer, thing }) =>
      isNearEntitlement(viewer.account, thing.held) ? 'near' : 'far',
    );
    const turns = isThorough ? 1 : Math.max(1, Math.floor(near.length / enough.near));
    const mixed = createRandom('near', seed).shuffle(near);
    return group.flatMap((surface, turn) =>
      [...far, ...mixed.filter((_, index) => index % turns === turn % turns)].flatMap(
        ({ viewer, thing }) => plain(byAccount.get(viewer.account) ?? null, thing.held, [surface]),
      ),
    );
  });
  return distinct(requests);
}
