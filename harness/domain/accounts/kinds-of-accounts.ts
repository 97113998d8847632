import type { AccountId, Cohort } from './account.ts';
import type { Fact, FactOf } from '../ledger/fact.ts';
import { inOrder } from '../in-order.ts';
import type { Ledger } from '../ledger/ledger.ts';

/**
 * What each account is, by what it did: its cohort with the levels that its deeds gave it (`makes` of an action). Where
 * deeds give a factor's level, an account that did none of them has none: a level that it was only meant to get says
 * nothing of it. Where no deed was recorded, it is the cohort.
 */
export function kindsOfAccounts(
  ledger: Ledger,
  facts: readonly Fact[],
): ReadonlyMap<AccountId, Cohort> {
  const deeds = inOrder(facts.filter((fact): fact is FactOf<'became'> => fact.fact === 'became'));
  const byDeeds = new Set(deeds.flatMap(({ levels }) => Object.keys(levels)));
  const became = new Map<AccountId, Cohort>();
  for (const { account, levels } of deeds)
    became.set(account, { ...became.get(account), ...levels });
  return new Map(
    [...ledger.accounts].map(([id, { cohort }]) => {
      const isGiven = ([factor]: [string, string]) => !byDeeds.has(factor);
      const given = Object.fromEntries(Object.entries(cohort).filter(isGiven));
      const all = { ...given, ...became.get(id) };
      // In the cohort's order of factors.
      const factors = [...new Set([...Object.keys(cohort), ...Object.keys(all)])];
      return [
        id,
        Object.fromEntries(
          factors.flatMap((factor) => (all[factor] === undefined ? [] : [[factor, all[factor]]])),
        ),
      ];
    }),
  );
}
