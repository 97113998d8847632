import { type Cohort, hasLevels } from '../../domain/accounts/account.ts';
import { UsageError } from '../../domain/errors.ts';
import { impossibleSides } from '../../domain/phase.ts';
import { buildCoveringArray } from './covering-array.ts';
import { cohortOf, factorList, open, withSideFactors } from './factor.ts';
import type { Factor, Row } from './factor.ts';
import type { Impossible } from './lazy-rule.ts';
import { forbiddenRows } from './possibility.ts';
import { createRandom } from '../random.ts';
import { countTuples } from './tuple-space.ts';

export type CohortRequest = {
  /** The factors of the deployment. The sides of the update are added. */
  factors: Readonly<Record<string, readonly string[]>>;
  /** Cohorts that cannot occur. Impossible sides (a session or booking older than its account) are known already. */
  impossible?: Impossible;
  /** Seed of the choice. The same seed gives the same cohorts. */
  seed: number;
  /** Default: 3, or 2 if there are too many triples to count. */
  strength?: 2 | 3;
  /** Most accounts. Default: as many as are needed. */
  budget?: number;
};

export type ChosenCohorts = {
  /** The cohort of each account. */
  cohorts: readonly Cohort[];
  strength: 2 | 3;
  /** Numbers of tuples of levels: those that at least one cohort has, and all that are possible. */
  tuples: { covered: number; total: number };
  /** Levels that cannot occur together, as far as they are few enough to tell. */
  impossible?: readonly Cohort[];
  /** How many accounts triples would take, where the budget allowed only for pairs. */
  accountsForTriples?: number;
};

// With more tuples, PICT takes more than a few seconds (15 factors of 8 levels: 233,000 triples, 2.7 s).
const tupleLimit = 250_000;

/**
 * Chooses the accounts: a covering array over the deployment's factors and the sides of the update. If the budget is
 * too small for all triples, pairs are covered; if it is too small for these, as many as possible.
 */
export async function chooseCohorts(request: CohortRequest): Promise<ChosenCohorts> {
  const { seed, budget = Infinity, impossible } = request;
  if (!(budget >= 1)) {
    throw new UsageError(
      `a budget of ${budget} accounts is too small`,
      'Allow at least one account.',
    );
  }
  const factors = factorList(withSideFactors(request.factors));
  const rules = impossible === undefined ? [sidesImpossible] : [sidesImpossible, impossible];
  const build = (strength: 2 | 3) =>
    buildCoveringArray({
      factors,
      rules,
      strength,
      random: createRandom('cohorts', seed, strength),
      runGenerator: countTuples(factors, strength) <= tupleLimit,
      limit: strength === 2 ? budget : Infinity,
    });

  const affordable = request.strength !== 2 && countTuples(factors, 3) <= tupleLimit;
  const triples = affordable ? await build(3) : null;
  const strength = triples !== null && triples.rows.length <= budget ? 3 : 2;
  const array = strength === 3 && triples !== null ? triples : await build(2);
  if (array.rows.length === 0) {
    throw new UsageError(
      'no combination of factor levels can occur',
      'Let impossible(…) of the deployment definition return false for at least one cohort.',
    );
  }
  return {
    cohorts: array.rows.map((row) => cohortOf(factors, row)),
    strength,
    tuples: array.tuples,
    ...toldImpossible(factors, rules),
    ...(triples !== null && strength === 2 ? { accountsForTriples: triples.rows.length } : {}),
  };
}

const sidesImpossible: Impossible = (cohort) =>
  impossibleSides.some((row) => hasLevels(cohort, row));

// More combinations than these are not told: a rule that forbids so many is no simple statement.
const mostTold = 60;

function toldImpossible(
  factors: readonly Factor[],
  rules: readonly Impossible[],
): Pick<ChosenCohorts, 'impossible'> {
  const rows = forbiddenRows(factors, rules, mostTold);
  return rows === null ? {} : { impossible: rows.map((row) => decidedOf(factors, row)) };
}

/** The levels of a partial row that are decided. */
function decidedOf(factors: readonly Factor[], row: Row): Cohort {
  const decided = factors.filter((_, index) => row[index] !== open);
  return cohortOf(
    decided,
    row.filter((level) => level !== open),
  );
}
