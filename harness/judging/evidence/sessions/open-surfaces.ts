import type { Ledger } from '../../../domain/ledger/ledger.ts';
import { keyOf } from '../keys.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { hasOwnSign } from '../signs/signs.ts';

/** Surfaces, by phase, that gave something to whoever had no session at all. */
export type OpenSurfaces = ReadonlySet<string>;

/** Finds the surfaces that give something without a session, such as a list of prices or of clinicians. */
export function findOpenSurfaces(attempts: readonly ResolvedAttempt[]): OpenSurfaces {
  const open = new Set<string>();
  for (const { attempt, surface, addressed, state } of attempts) {
    const { outcome, phase, status } = attempt;
    if (!addressed || state !== 'none') continue;
    const isAnswered = status !== null && status < 300 && outcome === 'unclear';
    if (outcome === 'granted' || isAnswered) open.add(keyOf(surface.id, phase));
  }
  return open;
}

/**
 * Whether a viewer was granted what shows that their session lives. What everybody gets does not: a session that has
 * ended is given it, too.
 */
export function isGrantedToSession(
  ledger: Ledger,
  open: OpenSurfaces,
  resolved: ResolvedAttempt,
): boolean {
  const { attempt, surface } = resolved;
  if (attempt.outcome !== 'granted') return false;
  return !open.has(keyOf(surface.id, attempt.phase)) || hasOwnSign(ledger, resolved);
}
