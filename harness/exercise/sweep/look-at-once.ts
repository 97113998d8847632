import { createRandom } from '../../accounts/random.ts';
import { concurrencyOf } from '../../deployment/concurrency.ts';
import { probesFor } from '../probes/catalogue.ts';
import { herd } from '../probes/herd.ts';
import type { Worker } from '../worker/worker.ts';
import { budgetOf } from './budget.ts';
import { createContext } from './context.ts';
import { createPerformer } from './perform.ts';
import { runProbes } from './run-probes.ts';

/**
 * Releases a herd of what accounts had before: the first requests after an update, before anything is made on its other
 * side. Caches and pools are empty then, and some faults last for seconds only.
 */
export async function lookAtOnce(worker: Worker, seed: number): Promise<void> {
  const random = createRandom('at once', seed);
  const performer = createPerformer(worker, concurrencyOf(worker.definition), () => undefined);
  const context = createContext(worker, performer, { seed, random, onWait: () => undefined });
  const budget = budgetOf(worker, probesFor(worker.definition), undefined);
  await runProbes([herd], { context, performer, random, budget, until: Infinity });
}
