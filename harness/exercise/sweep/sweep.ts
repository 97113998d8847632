import { createRandom } from '../../accounts/random.ts';
import { probesFor } from '../probes/catalogue.ts';
import { ownViews } from '../probes/own-views.ts';
import { concurrencyOf, defaultConcurrency } from '../../deployment/concurrency.ts';
import type { SweepProbe } from '../probes/probe.ts';
import { isFirstHalf } from '../state/first-half.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Worker } from '../worker/worker.ts';
import { blocksOf } from './blocks.ts';
import { budgetOf } from './budget.ts';
import { createContext, ownOfNew } from './context.ts';
import { createPerformer } from './perform.ts';
import { runProbes } from './run-probes.ts';
import { createSchedule } from './schedule.ts';

export type SweepOptions = {
  /** Seed of the random choice of pairs. The same seed gives the same pairs. */
  seed: number;
  /** Attempts under way at once. Default: `concurrency` of the definition, or 16. */
  concurrency?: number;
  /** Default: the catalogue and the definition's probes. */
  probes?: readonly SweepProbe[] | undefined;
  /** Attempts of all budgeted probes together. Default: see `budgetOf`. */
  budget?: number;
  /**
   * Milliseconds since the epoch after which only owners ask again for their own, to close what was begun. Default: no limit.
   */
  until?: number;
  /** Milliseconds since the epoch: what would be waited for longer is left. Default: `until`. */
  waitsUntil?: number;
  /** Milliseconds for which accounts' own is looked at again and again. Default: 0, it is looked at a few times. */
  watch?: number | undefined;
  /** What owners ask for between the probes that leave all unchanged and the others: everything of theirs, or some of it. Default: all. */
  controls?: 'all' | 'some';
  /** Called after each attempt. Retries are not counted, nor requests that only show that a session works. */
  onProgress?(progress: { done: number; total: number }): void;
  /** Called each second with the remaining seconds, while the sweep waits for links to expire. */
  onWait?(seconds: number): void;
};

/**
 * Lets every account look at everything: runs the probes, those that disturb least first.
 * - Owners request everything of their own before and after the probes that leave data and sessions unchanged, so that
 *   each refusal lies between two grants to the owner.
 * - After each block of other probes, owners request only some of it, because signing in may end an account's other
 *   session.
 * - Owners request things that a block has created right after that block.
 * Resolves when all is done, or early when the worker's signal is aborted or the deployment stalls.
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
    until: options.waitsUntil ?? options.until,
    watch: options.watch,
  });
  const schedule = createSchedule(options.until);
  const budget = budgetOf(worker, probes, options.budget);
  const known = new Set(worker.things.map(({ id }) => id));
  const performOwn = async (requests: readonly AttemptRequest[]): Promise<void> => {
    await performer.perform(requests.map((request) => ({ ...request, probe: ownViews.id })));
  };
  let madeLast: ReadonlySet<string> = new Set();
  const performNew = async (): Promise<void> => {
    const made = worker.things.filter(({ id }) => !known.has(id));
    for (const { id } of made) known.add(id);
    if (made.length > 0) madeLast = new Set(made.map(({ id }) => id));
    await performOwn(ownOfNew(worker, context.surfaces, made));
  };
  const blocks = blocksOf(probes);
  for (const [index, block] of blocks.entries()) {
    if (performer.isOver()) return;
    const { probes: those, beside, mixed, control } = block;
    const groups = mixed ? [those] : those.map((probe) => [probe]);
    const began = Date.now();
    // Without what owners are granted nothing could be judged: that is never cut.
    const until = index === 0 ? Infinity : schedule.endOf(block, blocks.slice(index + 1));
    const field = { context, performer, budget, until };
    const rest = async () => runProbes(beside, { ...field, random: createRandom('beside', seed) });
    const inTurn = async (): Promise<number> => {
      let made = 0;
      for (const group of groups) made += await runProbes(group, { ...field, random });
      return made;
    };
    // A deployment that bears few requests at once gets no more by this.
    const bears = atOnce >= defaultConcurrency;
    const [one, other] = bears
      ? await Promise.all([inTurn(), rest()])
      : [await inTurn(), await rest()];
    const made = one + other;
    if (index === 0) schedule.noteOwners(Date.now() - began);
    // All of their own is asked for again on the side that is judged.
    const all = control === 'all' && !isFirstHalf(worker) && options.controls !== 'some';
    if (all) await performOwn(context.own);
    await performNew();
    if (!all && control !== 'none' && made > 0) await performOwn(context.controls());
  }
  // What was still in the making when its owner first looked (a picture) may be there now.
  const last = worker.things.filter(({ id }) => madeLast.has(id));
  await performOwn(ownOfNew(worker, context.surfaces, last));
}
