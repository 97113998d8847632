import { type Cohort, cohortKey } from '../../domain/accounts/account.ts';
import type { Cause, Rule } from '../../domain/verdict/cause.ts';
import { sideFactors } from '../../domain/phase.ts';
import { canOccur, type Possibilities } from '../../domain/accounts/possible-cohorts.ts';

/** Most accounts that are made to look again. */
const mostAccounts = 12;

/** A cause with the kind of somebody who saw something, and of somebody whose it was; null: of nobody whom the run knows. */
export type Doubt = Pick<Cause, 'undecided'> & {
  viewer: Cohort | null;
  owner: Cohort | null;
};

/**
 * Accounts by which the rules that are left can be told apart: one that has all levels in question, which should see it
 * again, and one for each of these levels that lacks it alone. All are made after the update, so that whether something
 * must be from before it stays open.
 */
export function cohortsToTry(doubts: readonly Doubt[], possibilities: Possibilities): Cohort[] {
  const tried = doubts.flatMap((doubt) => [
    ...trials(doubt, 'viewers', doubt.viewer, possibilities),
    ...trials(doubt, 'owners', doubt.owner, possibilities),
  ]);
  const once = new Map(tried.map((cohort) => [cohortKey(cohort), cohort]));
  return [...once.values()].slice(0, mostAccounts);
}

/** Whether a cause leaves anything open that accounts could tell. */
export function isOpen({ undecided }: Pick<Doubt, 'undecided'>): boolean {
  return Object.keys({ ...undecided.viewers, ...undecided.owners }).length > 0;
}

function trials(
  doubt: Doubt,
  side: keyof Rule,
  kind: Cohort | null,
  possibilities: Possibilities,
): Cohort[] {
  const open = Object.entries(doubt.undecided[side]);
  if (kind === null || open.length === 0) return [];
  const base = { ...kind, ...madeNow };
  if (!canOccur(base, possibilities)) return [];
  const others = open.flatMap(([factor, level]) => {
    if (factor in sideFactors) return [];
    const other = possibilities.factors[factor]?.find(
      (one) => one !== level && canOccur({ ...base, [factor]: one }, possibilities),
    );
    return other === undefined ? [] : [{ ...base, [factor]: other }];
  });
  return [base, ...others];
}

const madeNow = Object.fromEntries(Object.keys(sideFactors).map((factor) => [factor, 'after']));
