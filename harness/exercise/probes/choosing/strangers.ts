import { choosePairs } from '../../../accounts/cohorts/pairs.ts';
import type { AskedSurface } from '../../../deployment/surface.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session, Share, Thing } from '../../state/held.ts';
import { findNearEntitlement } from './near-entitlement.ts';
import { distinct, plain } from './requests.ts';

/** Fewest foreign viewers of each thing. */
const fewest = 5;

/**
 * Chooses the plain requests for foreign things, as pairs of viewer and thing. Surfaces that serve the same things
 * share their pairs. A surface that serves only some things (pictures, prescriptions) gets pairs of its own, so that
 * every viewer tries it. The number of requests grows with the accounts.
 */
export function strangers(
  surfaces: readonly AskedSurface[],
  sessions: readonly Session[],
  things: readonly Thing[],
  { seed, shares }: { seed: number; shares: readonly Share[] },
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
      perThing: Math.max(fewest, Math.ceil(viewers.length / held.length) + 1),
      isNearEntitlement: (viewer, thing) => isNearEntitlement(viewer.account, thing.held),
    });
    return pairs.flatMap(({ viewer, thing }) =>
      plain(byAccount.get(viewer.account) ?? null, thing.held, group),
    );
  });
  return distinct(requests);
}
