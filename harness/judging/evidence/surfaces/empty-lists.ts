import { isEmptyList, isToldOfNone } from '../sessions/dead-sessions.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/** Ids of lists that were empty whenever an account asked, and that showed nobody else anything either. */
export function findEmptyLists(attempts: readonly ResolvedAttempt[]): ReadonlySet<string> {
  const empty = new Set<string>();
  const others = new Set<string>();
  for (const resolved of attempts) {
    const { attempt, surface } = resolved;
    if (surface.gives !== 'list') continue;
    if (isToldOfNone(resolved)) empty.add(surface.id);
    else if (attempt.outcome !== 'denied' && !isEmptyList(resolved)) others.add(surface.id);
  }
  return empty.difference(others);
}
