import { now } from '../../domain/clock.ts';
import type { AccountId, Cohort } from '../../domain/accounts/account.ts';
import type { FactOf } from '../../domain/ledger/fact.ts';

/** The fact that a step failed, with the first line of the error's message (at most 300 characters) as its reason. */
export function failedFact(
  account: AccountId | null,
  cohort: Cohort,
  what: string,
  error: unknown,
): FactOf<'failed'> {
  const text = error instanceof Error ? error.message : String(error);
  const why = (text.split('\n')[0] ?? '').slice(0, 300);
  return { type: 'fact', fact: 'failed', at: now(), account, cohort, what, why };
}
