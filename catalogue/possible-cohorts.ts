import clinic from '../chaperone.config.ts';
import { hasLevels } from '../harness/domain/accounts/account.ts';
import { sideFactors } from '../harness/domain/phase.ts';
import type { Cohort } from '../harness/index.ts';

const factors: Readonly<Record<string, readonly string[]>> = { ...clinic.factors, ...sideFactors };

/** All kinds of accounts that the clinic can have. */
const possibleCohorts: readonly Cohort[] = Object.entries(factors)
  .reduce<Cohort[]>(
    (cohorts, [factor, levels]) =>
      cohorts.flatMap((cohort) => levels.map((level) => ({ ...cohort, [factor]: level }))),
    [{}],
  )
  .filter((cohort) => !isImpossible(cohort));

/** An account from after the update has neither session nor booking from before it. */
function isImpossible(cohort: Cohort): boolean {
  const isTooOld = [cohort['session'], cohort['booking']].includes('before');
  return (cohort['account'] === 'after' && isTooOld) || clinic.impossible?.(cohort) === true;
}

/** Factors or levels of a rule that no account of the clinic has. */
export function unknownLevels(rule: Cohort): string[] {
  return Object.entries(rule).flatMap(([factor, level]) =>
    factors[factor]?.includes(level) === true ? [] : [`${factor} ${level}`],
  );
}

/**
 * Whether two rules select the same kinds of accounts, however they say it: who switches to video has booked after the
 * update, for before it nobody could.
 */
export function selectTheSame(one: Cohort, other: Cohort): boolean {
  return possibleCohorts.every((cohort) => hasLevels(cohort, one) === hasLevels(cohort, other));
}
