import { judgeWorker } from '../harness/index.ts';
import type { AccountId, Attempt, Fact, FoundBreach, Worker } from '../harness/index.ts';

/**
 * What of the accounts' own leaked in the attempts. The ledger is derived from their facts alone: to derive
 * it from all that the worker ever did, after each step, would take longer than the steps.
 */
export function judgeCast(
  worker: Worker,
  accounts: ReadonlySet<AccountId>,
  attempts: readonly Attempt[],
): FoundBreach[] {
  const facts = worker.recorded.facts.filter((fact) => concerns(fact, accounts));
  return judgeWorker({ ...worker, recorded: { facts, attempts } }, attempts, accounts);
}

function concerns(fact: Fact, accounts: ReadonlySet<AccountId>): boolean {
  if ('owner' in fact) return accounts.has(fact.owner);
  return 'account' in fact && fact.account !== null && accounts.has(fact.account);
}
