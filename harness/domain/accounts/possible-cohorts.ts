import { type Cohort, hasLevels } from './account.ts';
import { impossibleSides } from '../phase.ts';
import type { Plan } from '../plan.ts';

/** What cohorts a deployment can have; a plan says so. */
export type Possibilities = Pick<Plan, 'factors' | 'impossible'>;

/** Whether a cohort can occur that has these levels. Levels of factors that the plan does not have rule nothing out. */
export function canOccur(levels: Cohort, { factors, impossible }: Possibilities): boolean {
  const rows = impossible ?? impossibleSides;
  const search = (partial: Cohort): boolean => {
    if (rows.some((row) => hasLevels(partial, row))) return false;
    const threat = rows.find((row) =>
      Object.entries(row).every(([factor, level]) => (partial[factor] ?? level) === level),
    );
    const open = Object.keys(threat ?? {}).find((factor) => partial[factor] === undefined);
    if (open === undefined) return true;
    return (factors[open] ?? []).some((level) => search({ ...partial, [open]: level }));
  };
  return search(levels);
}

/**
 * These levels, with all others that a cohort must have that has them: where a call can be switched only if it was booked
 * after the update, the booking's side follows. Two rules select the same cohorts where this is the same of both.
 */
export function impliedLevels(levels: Cohort, possibilities: Possibilities): Cohort {
  const implied = Object.entries(possibilities.factors).flatMap(([factor, all]) => {
    const open = all.filter((level) => canOccur({ ...levels, [factor]: level }, possibilities));
    return levels[factor] === undefined && open.length === 1 ? [[factor, open[0]]] : [];
  });
  return { ...levels, ...Object.fromEntries(implied) };
}
