import { createRandom } from '../../accounts/random.ts';
import { probesFor } from '../probes/catalogue.ts';
import { ownViews } from '../probes/own-views.ts';
import { concurrencyOf } from '../../deployment/concurrency.ts';
import type { SweepProbe } from '../probes/probe.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Worker } from '../worker/worker.ts';
import { blocksOf } from './blocks.ts';
import { budgetOf } from './budget.ts';
import { createContext, ownOfNew } from './context.ts';
import { createPerformer } from './perform.ts';
import { runProbes } from './run-probes.ts';

export type SweepOptions = {
  /** Chooses the pairs; another seed, other pairs. */
  seed: number;
  /** Attempts under way at once. Default: the definition's, else 16. */
  concurrency?: number;
  /** Default: the catalogue, and those of the definition. */
  probes?: readonly SweepProbe[];
  /** Attempts of all budgeted probes together. Default: by the accounts; in a thorough run there is no limit. */
  budget?: number;
  /** Retries are not counted, nor what a session is asked only to see that it works. */
  onProgress?(progress: { done: number; total: number }): void;
  /** Told each second how long (in seconds) it is until links end that are to be tried after that. */
  onWait?(seconds: number): void;
};

/**
 * Lets every account look at everything: runs the probes, those that disturb least first. Owners ask for all of their
 * own before and after what leaves data and sessions as they are, so that each refusal stands between two successes
 * of the owner; and for some of it after what does not, since signing in may end an account's other session. What
 * came into being meanwhile is asked for by its owner then. Returns when all is done, or early when the worker's
 * signal is aborted.
 */
export async function sweep(worker: Worker, options: SweepOptions): Promise<void> {
  const { seed, probes = probesFor(worker.definition) } = options;
  const atOnce = options.concurrency ?? concurrencyOf(worker.definition);
  const random = createRandom('sweep', seed);
  const performer = createPerformer(worker, atOnce, (progress) => options.onProgress?.(progress));
  const context = createContext(worker, performer, {
    seed,
    random,
    onWait: (seconds) => options.onWait?.(seconds),
  });
  const budget = budgetOf(worker, probes, options.budget);
  const known = new Set(worker.things.map(({ id }) => id));
  const performOwn = async (requests: readonly AttemptRequest[]): Promise<void> =>
    performer.perform(requests.map((request) => ({ ...request, probe: ownViews.id })));
  const performNew = async (): Promise<void> => {
    const made = worker.things.filter(({ id }) => !known.has(id));
    for (const { id } of made) known.add(id);
    await performOwn(ownOfNew(worker, context.surfaces, made));
  };
  for (const { probes: those, mixed, control } of blocksOf(probes)) {
    if (worker.signal.aborted) return;
    const groups = mixed ? [those] : those.map((probe) => [probe]);
    let made = 0;
    for (const group of groups) {
      made += await runProbes(group, { context, performer, random, budget });
    }
    if (control === 'all') await performOwn(context.own);
    await performNew();
    if (control === 'some' && made > 0) await performOwn(context.controls());
  }
}
