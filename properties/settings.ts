import { UsageError } from '../harness/index.ts';
import type { ExploreOptions } from './explore.ts';

/**
 * Scripts that are played by default. Measured by bench/properties-seeds.ts: enough for `babylon-2020` to be met
 * in at least nine of ten seeds, few enough for a healthy clinic to be done in about 15 seconds.
 */
const defaultRuns = 20;

/**
 * How to explore, by the environment: CHAPERONE_SEED (default: `seed`, the run's own), CHAPERONE_PATH (a counterexample's),
 * CHAPERONE_RUNS (scripts to play). Throws a UsageError for what is not a number.
 */
export function settings(seed: number, environment: NodeJS.ProcessEnv): ExploreOptions {
  return {
    seed: wholeNumber('CHAPERONE_SEED', environment, Number.MIN_SAFE_INTEGER) ?? seed,
    path: environment['CHAPERONE_PATH'] || undefined,
    runs: wholeNumber('CHAPERONE_RUNS', environment, 1) ?? defaultRuns,
  };
}

function wholeNumber(
  name: string,
  environment: NodeJS.ProcessEnv,
  least: number,
): number | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  const wanted = least === 1 ? 'a whole number above 0' : 'a whole number';
  throw new UsageError(`${name}=${text} is not ${wanted}.`, `Give one, or leave ${name} out.`);
}
