import { now } from '../clock.ts';
import type { AccountId, Cohort } from './account.ts';
import type { FactOf } from '../ledger/fact.ts';

/** The fact that an account is now of these factor levels, by something that it did. */
export function became(account: AccountId, levels: Cohort): FactOf<'became'> {
  return { type: 'fact', fact: 'became', at: now(), account, levels };
}
