import { readVariable, readWholeNumber } from '../harness/index.ts';
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
    seed: readWholeNumber('CHAPERONE_SEED', environment) ?? seed,
    path: readVariable('CHAPERONE_PATH', environment),
    runs: readWholeNumber('CHAPERONE_RUNS', environment, 1) ?? defaultRuns,
  };
}
