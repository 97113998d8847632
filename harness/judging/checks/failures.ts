import { describeCohort, type Cohort } from '../../domain/accounts/account.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { compareText } from '../../domain/in-order.ts';
import { reasonOf } from '../evidence/gap.ts';

/** Most characters that are told of a failure: a server's own words are the quickest way to its cause. */
export const longestFailure = 300;

/** What is left behind after verifying is listed elsewhere, and says nothing of isolation. */
const afterwards = 'removal';

/** What failed on the deployment while a run prepared it, each failure once, with how often and for whom. */
export function failuresInWords(facts: readonly Fact[]): string[] {
  const groups = new Map<string, { count: number; cohort: Cohort }>();
  for (const fact of facts) {
    if (fact.fact !== 'failed' || fact.what === afterwards) continue;
    const key = `${reasonOf(fact.what)} failed: ${reasonOf(fact.why, longestFailure)}`;
    const { count, cohort } = groups.get(key) ?? { count: 0, cohort: fact.cohort };
    groups.set(key, { count: count + 1, cohort: inCommon(cohort, fact.cohort) });
  }
  return [...groups]
    .map(([key, { count, cohort }]) => {
      const who = count > 1 && Object.keys(cohort).length === 0 ? [] : [describeCohort(cohort)];
      return `${key} (${[...(count === 1 ? [] : [`${count} times`]), ...who].join(', ')})`;
    })
    .sort(compareText);
}

function inCommon(one: Cohort, other: Cohort): Cohort {
  return Object.fromEntries(
    Object.entries(one).filter(([factor, level]) => other[factor] === level),
  );
}
