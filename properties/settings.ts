import { UsageError } from '../harness/index.ts';
import type { Plan } from '../harness/index.ts';
import type { ExploreOptions } from './explore.ts';

/**
 * Scripts that are played by default. Measured by bench/properties-seeds.ts: enough for `babylon-2020` to be met
 * in at least nine of ten seeds, few enough for a healthy clinic to be done in about 15 seconds.
 */
const defaultRuns = 60;

/**
 * How to explore, by the environment: CHAPERONE_SEED (default: the run's own), CHAPERONE_PATH (a counterexample's),
 * CHAPERONE_RUNS (scripts to play). Throws a UsageError for what is not a number.
 */
export function settings(plan: Plan, environment: NodeJS.ProcessEnv): ExploreOptions {
  return {
    seed: wholeNumber('CHAPERONE_SEED', environment) ?? plan.seed,
    path: environment['CHAPERONE_PATH'] || undefined,
    runs: wholeNumber('CHAPERONE_RUNS', environment) ?? defaultRuns,
  };
}

function wholeNumber(name: string, environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw new UsageError(`${name}=${text} is not a whole number.`, `Give a number, or leave ${name} out.`);
}
