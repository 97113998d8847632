import { rowsOfList } from '../../../domain/attempts/attempt.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { Phase } from '../../../domain/phase.ts';
import { keyOf } from '../keys.ts';
import { isControl } from '../sessions/pairing.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { isAttributed, signsOf } from '../signs/signs.ts';

/** Surfaces at which owners were shown something of their own, by surface and phase. */
export type GrantedSurfaces = ReadonlySet<string>;

/** Finds them. A list without a row of the viewer's own does not show that rows would be seen. */
export function findGrantedSurfaces(
  ledger: Ledger,
  attempts: readonly ResolvedAttempt[],
): GrantedSurfaces {
  const granted = new Set<string>();
  for (const resolved of attempts) {
    if (!isControl(resolved)) continue;
    const key = keyOf(resolved.surface.id, resolved.attempt.phase);
    if (!granted.has(key) && showsOwn(ledger, resolved)) granted.add(key);
  }
  return granted;
}

/** Whether owners were shown something of their own at a surface in a phase. */
export function isGranted(granted: GrantedSurfaces, surface: string, phase: Phase): boolean {
  return granted.has(keyOf(surface, phase));
}

function showsOwn(ledger: Ledger, resolved: ResolvedAttempt): boolean {
  const { surface, attempt, actingAs } = resolved;
  if (surface.gives !== 'list' || surface.unattributed !== undefined) return true;
  const rows = rowsOfList(attempt);
  if (rows?.some((item) => isAttributed(ledger, resolved, item))) return true;
  return rows === null && signsOf(ledger, resolved).some(({ owner }) => owner === actingAs);
}
