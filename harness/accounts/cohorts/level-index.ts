import type { Cohort } from '../../domain/accounts/account.ts';

/** The levels that occur in some cohorts, numbered from 0. */
export type LevelIndex = {
  size: number;
  /** The numbers of a cohort's levels. */
  levelsOf(cohort: Cohort): readonly number[];
};

/** Numbers all levels of all factors that occur in the cohorts, in order of occurrence. */
export function indexLevels(cohorts: readonly Cohort[]): LevelIndex {
  const numbers = new Map<string, number>();
  const key = (factor: string, level: string): string => JSON.stringify([factor, level]);
  for (const cohort of cohorts) {
    for (const [factor, level] of Object.entries(cohort)) {
      const name = key(factor, level);
      if (!numbers.has(name)) numbers.set(name, numbers.size);
    }
  }
  return {
    size: numbers.size,
    levelsOf: (cohort) =>
      Object.entries(cohort).map(([factor, level]) => numbers.get(key(factor, level)) ?? 0),
  };
}
