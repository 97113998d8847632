import type { ProbeAttempt } from '../../../deployment/probe.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';

/** The ids that an attempt's address is filled with: those of its thing, or the viewer's own. */
function idsOf({ session, thing }: ProbeAttempt): Ids {
  return thing === null ? (session?.account.ids ?? {}) : { ...thing.owner.ids, ...thing.ids };
}

/**
 * A key that is equal for plain attempts at the same address, whoever makes them. An owner asks `/patients/{patient}`
 * without a thing, and a stranger with one of the owner's things.
 */
export function targetKey(attempt: ProbeAttempt): string {
  const ids = idsOf(attempt);
  const { id, needs } = attempt.surface;
  return JSON.stringify([id, ...needs.map((name) => ids[name])]);
}
