import type { Ledger } from '../../../domain/ledger/ledger.ts';
import { mayHaveThings } from '../has-things.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { hasOwnSign } from '../signs/signs.ts';

/** By how many bytes two empty archives may differ: packed times and serial numbers are not of one length. */
const slack = 16;

/**
 * By surface, the size of the smallest archive that an account without anything was served before the update (or in the
 * only phase there is). Nothing of anybody is in it: one that holds a row, be it of nobody known, is longer.
 */
export type EmptyArchives = ReadonlyMap<string, number>;

/** Learns them from what owners were granted at addresses that name no thing. */
export function findEmptyArchives(
  ledger: Ledger,
  granted: readonly ResolvedAttempt[],
): EmptyArchives {
  const [earliest] = granted;
  const sizes = new Map<string, number>();
  for (const resolved of granted) {
    const { attempt, surface } = resolved;
    if (attempt.phase !== earliest?.attempt.phase || !isOfNothing(ledger, resolved)) continue;
    sizes.set(surface.id, Math.min(attempt.bytes, sizes.get(surface.id) ?? Infinity));
  }
  return sizes;
}

/** Whether what an account without anything was served is such an archive. */
export function isEmptyArchive(
  ledger: Ledger,
  empty: EmptyArchives,
  resolved: ResolvedAttempt,
): boolean {
  const { attempt, surface } = resolved;
  const size = empty.get(surface.id);
  if (size === undefined || Math.abs(size - attempt.bytes) > slack) return false;
  return isOfNothing(ledger, resolved);
}

function isOfNothing(ledger: Ledger, resolved: ResolvedAttempt): boolean {
  const { thing } = resolved;
  return thing === null && !hasOwnSign(ledger, resolved) && !mayHaveThings(ledger, resolved);
}
