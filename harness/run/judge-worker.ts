import type { AccountId } from '../domain/accounts/account.ts';
import type { Attempt } from '../domain/attempts/attempt.ts';
import type { Breach } from '../domain/verdict/breach.ts';
import { deriveLedger } from '../domain/ledger/ledger.ts';
import type { Holding, InRun } from '../exercise/worker/worker.ts';
import { examine } from '../judging/evidence/examine.ts';
import { invariants } from '../judging/rules/catalogue.ts';

/** A breach, with the id of the invariant that it breaks. */
export type FoundBreach = Breach & { invariant: string };

/**
 * Judges attempts of a worker while it is still running. Returns the breaches whose owner is in `owners`, except
 * lockouts. All other breaches are found later, when the whole run is judged from its history.
 */
export function judgeWorker(
  worker: Pick<InRun & Holding, 'plan' | 'recorded'>,
  attempts: readonly Attempt[],
  owners: ReadonlySet<AccountId>,
): FoundBreach[] {
  const history = { facts: worker.recorded.facts, attempts, defects: [] };
  const ledger = deriveLedger(worker.plan, history.facts);
  const evidence = examine({ plan: worker.plan, history, ledger });
  return invariants.flatMap((invariant) =>
    invariant
      .judge(evidence)
      .breaches.filter(
        ({ kind, owner }) => kind !== 'lockout' && owner !== null && owners.has(owner),
      )
      .map((breach) => ({ ...breach, invariant: invariant.id })),
  );
}
