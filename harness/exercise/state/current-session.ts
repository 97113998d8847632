import type { Session } from './held.ts';
import type { RunIdentity } from './run-identity.ts';

/**
 * Whether the account should still hold this session in the worker's phase. An account of the cohort level
 * `session: after` signs in again after the update, so its session from before the update no longer counts.
 */
export function isCurrentSession(
  worker: Pick<RunIdentity, 'phase'>,
  { phase, account }: Pick<Session, 'phase' | 'account'>,
): boolean {
  return phase === worker.phase || account.cohort['session'] !== 'after';
}
