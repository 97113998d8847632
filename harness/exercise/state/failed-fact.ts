import type { AccountId, Cohort } from '../../domain/account.ts';
import type { FactOf } from '../../domain/fact.ts';

/** That something could not be done, and why; at most a line. */
export function failedFact(
  account: AccountId | null,
  cohort: Cohort,
  what: string,
  error: unknown,
): FactOf<'failed'> {
  const text = error instanceof Error ? error.message : String(error);
  const why = (text.split('\n')[0] ?? '').slice(0, 300);
  return { type: 'fact', fact: 'failed', at: Date.now(), account, cohort, what, why };
}
