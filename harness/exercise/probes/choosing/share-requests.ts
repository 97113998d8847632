import type { AskedSurface } from '../../../deployment/surface.ts';
import { distinct, ownOf, plain, varied } from './requests.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session, Share } from '../../state/held.ts';
import { traitsOf } from '../../../domain/surface-traits.ts';

/** What whom something is shared with asks for: that what is refused later was granted once. */
export function sharedRequests(
  surfaces: readonly AskedSurface[],
  sessions: readonly Session[],
  shares: readonly Share[],
): AttemptRequest[] {
  const bound = surfaces.filter(isBound);
  return distinct(
    shares.flatMap(({ thing, to }) =>
      sessionsOf(sessions, to).flatMap((session) => plain(session, thing, bound)),
    ),
  );
}

/**
 * What is asked for once shares are over: the thing, by whom it had been shared with (`former`); then, to
 * compare with, the same by its owner, and their own by whom it had been shared with, in which it must no
 * longer be (`controls`).
 */
export function formerRequests(
  surfaces: readonly AskedSurface[],
  sessions: readonly Session[],
  shares: readonly Share[],
): { former: readonly AttemptRequest[]; controls: readonly AttemptRequest[] } {
  const bound = surfaces.filter(isBound);
  const former = shares.flatMap(({ thing, to }) =>
    sessionsOf(sessions, to).flatMap((session) => varied(session, thing, bound)),
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
