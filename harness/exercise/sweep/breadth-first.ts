import { inTurns } from '../probes/choosing/in-turns.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';

/**
 * Orders attempts so that whatever is cut at the end costs least: the first of each probe, surface and variant, then
 * the second of each, by another kind of account where there is one, and so on. What is tried the first time finds more
 * than what is tried the fiftieth time.
 */
export function breadthFirst(requests: readonly AttemptRequest[]): AttemptRequest[] {
  const groups = Map.groupBy(requests, groupOf);
  return inTurns(
    [...groups.values()].flatMap((group) => inTurns(group, kindOf)),
    groupOf,
  );
}

function groupOf({ probe, surface, variant, change, session }: AttemptRequest): string {
  return JSON.stringify([probe, surface?.id, variant ?? change?.name, session === null]);
}

function kindOf({ session }: AttemptRequest): string {
  return JSON.stringify(session === null ? null : [session.account.role, session.account.cohort]);
}
