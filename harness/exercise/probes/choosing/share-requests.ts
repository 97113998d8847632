import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';
import { distinct, ownOf, plain, varied } from './requests.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session, Share } from '../../state/held.ts';
import { traitsOf } from '../../../domain/surfaces/surface-traits.ts';

/** The requests of accounts for the things shared with them. They must be granted, or a later refusal means nothing. */
export function sharedRequests(
  surfaces: readonly AskedSurface[],
  sessions: readonly Session[],
  shares: readonly Share[],
): AttemptRequest[] {
  const bound = surfaces.filter(isBound);
  return distinct(
    shares.flatMap(({ thing, to, ids }) =>
      sessionsOf(sessions, to).flatMap((session) => [
        ...plain(session, thing, bound, ids),
        ...ownOf(
          surfaces.filter(({ by }) => by?.includes(to.role)),
          session,
          [],
          plain,
        ),
      ]),
    ),
  );
}

/**
 * The requests after shares have ended. `former`: the accounts that the things had been shared with ask for the things.
 * `controls`: the owners ask for the same things, and the former viewers for their own lists, which must no longer hold
 * the things.
 */
export function formerRequests(
  surfaces: readonly AskedSurface[],
  sessions: readonly Session[],
  shares: readonly Share[],
): { former: readonly AttemptRequest[]; controls: readonly AttemptRequest[] } {
  const bound = surfaces.filter(isBound);
  const former = shares.flatMap(({ thing, to, ids }) =>
    sessionsOf(sessions, to).flatMap((session) => varied(session, thing, bound, ids)),
  );
  const controls = shares.flatMap(({ thing, to }) => [
    ...sessionsOf(sessions, thing.owner).flatMap((session) =>
      ownOf(surfaces, session, [thing], plain),
    ),
    ...sessionsOf(sessions, to).flatMap((session) => ownOf(surfaces, session, [], plain)),
  ]);
  return { former: distinct(former), controls: distinct(controls) };
}

function isBound(surface: AskedSurface): boolean {
  return surface.needs.length > 0 && traitsOf(surface).triedAfterShares;
}

function sessionsOf(sessions: readonly Session[], { id }: { id: string }): Session[] {
  return sessions.filter(({ account }) => account.id === id);
}
