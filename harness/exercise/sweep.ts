import { setTimeout as sleep } from 'node:timers/promises';
import type { Surface } from '../deployment/surface.ts';
import { inParallel } from './in-parallel.ts';
import { sweepJobs } from './sweep-jobs.ts';
import { sweepSessions } from './sweep-sessions.ts';
import type { AttemptRequest, Worker } from './worker-types.ts';

export type SweepOptions = {
  /** Chooses the pairs; another seed, other pairs. */
  seed: number;
  /** Attempts under way at once. Default: the definition's, else 16. */
  concurrency?: number;
  /** Retries are not counted. */
  onProgress?(progress: { done: number; total: number }): void;
};

const retries = 3;
/** Milliseconds before the first retry; doubled before each further one. */
const firstWait = 100;

/**
 * Lets every account look at everything: all that is its own, then (a part of) what is others', then its own
 * again, so that each refusal stands between two successes of the owner. Returns when all is done, or early
 * when the worker's signal is aborted.
 */
export async function sweep(worker: Worker, options: SweepOptions): Promise<void> {
  const surfaces = worker.definition.surfaces.filter((surface): surface is Surface => !('absent' in surface));
  const sessions = await sweepSessions(worker);
  const { own, foreign } = sweepJobs(surfaces, sessions, worker.things, options.seed);
  const atOnce = options.concurrency ?? worker.definition.concurrency ?? 16;
  const total = own.length * 2 + foreign.length;
  let done = 0;
  for (const block of [own, foreign, own]) {
    await inParallel(block, atOnce, async (request) => {
      if (worker.signal.aborted) return;
      await persist(worker, request);
      done += 1;
      options.onProgress?.({ done, total });
    });
  }
}

/** Tries again what came to nothing clear. */
async function persist(worker: Worker, request: AttemptRequest): Promise<void> {
  const first = await worker.attempt(request);
  let { outcome } = first;
  for (let retry = 0; retry < retries && outcome === 'unclear' && !worker.signal.aborted; retry += 1) {
    await sleep(firstWait * 2 ** retry, undefined, { signal: worker.signal }).catch(() => undefined);
    if (!worker.signal.aborted) ({ outcome } = await worker.attempt({ ...request, retryOf: first.id }));
  }
}
