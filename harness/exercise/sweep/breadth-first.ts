import type { AttemptRequest } from '../state/attempt-request.ts';

/**
 * Orders attempts so that whatever is cut at the end costs least: the first of each probe, surface and variant, then
 * the second of each, by another kind of account where there is one, and so on. What is tried the first time finds more
 * than what is tried the fiftieth time.
 */
export function breadthFirst(requests: readonly AttemptRequest[]): AttemptRequest[] {
  const groups = Map.groupBy(requests, ({ probe, surface, variant, change, session }) =>
    JSON.stringify([probe, surface?.id, variant ?? change?.name, session === null]),
  );
  const turns = [...groups.values()].map(byTurns);
  const longest = Math.max(0, ...turns.map((turn) => turn.length));
  return Array.from({ length: longest }, (_, turn) =>
    turns.flatMap((group) => group.slice(turn, turn + 1)),
  ).flat();
}

/** Each kind of account once, then each kind once more, and so on. */
function byTurns(requests: readonly AttemptRequest[]): AttemptRequest[] {
  const kinds = Map.groupBy(requests, ({ session }) =>
    JSON.stringify(session === null ? null : [session.account.role, session.account.cohort]),
  );
  const longest = Math.max(...[...kinds.values()].map((kind) => kind.length));
  return Array.from({ length: longest }, (_, turn) =>
    [...kinds.values()].flatMap((kind) => kind.slice(turn, turn + 1)),
  ).flat();
}
