import type { Cohort } from '../../domain/accounts/account.ts';
import { UsageError } from '../../domain/errors.ts';
import { sideFactors } from '../../domain/phase.ts';

/** A way in which accounts differ, with its levels. */
export type Factor = { name: string; levels: readonly string[] };

/** A cohort as indices of levels, one for each factor; `open` for a factor that is not decided yet. */
export type Row = readonly number[];

/** Stands for a level that is not decided yet. */
export const open = -1;

/** Adds the sides of the update, which every deployment has, to the deployment's factors. */
export function withSideFactors(
  factors: Readonly<Record<string, readonly string[]>>,
): Record<string, readonly string[]> {
  return { ...factors, ...sideFactors };
}

/** The factors as a list. Throws a UsageError for a factor without levels, because then no cohort would exist. */
export function factorList(factors: Readonly<Record<string, readonly string[]>>): Factor[] {
  return Object.entries(factors).map(([name, levels]) => {
    if (levels.length === 0) {
      throw new UsageError(
        `factor ${JSON.stringify(name)} has no levels`,
        'Give it at least one level, or leave the factor out.',
      );
    }
    return { name, levels };
  });
}

/** The cohort that a complete row stands for. */
export function cohortOf(factors: readonly Factor[], row: Row): Cohort {
  return Object.fromEntries(
    factors.map(({ name, levels }, index) => [name, levels[row[index] ?? open] ?? '']),
  );
}
