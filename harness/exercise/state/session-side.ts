import type { Session } from './held.ts';
import type { RunIdentity } from './run-identity.ts';

/** Whether the account's cohort has this session in this phase; another was ended by a later one. */
export function isOfItsSide(
  worker: Pick<RunIdentity, 'phase'>,
  { phase, account }: Pick<Session, 'phase' | 'account'>,
): boolean {
  return phase === worker.phase || account.cohort['session'] !== 'after';
}
