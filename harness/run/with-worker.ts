import type { HandOver } from '../exercise/seed/hand-over.ts';
import type { Worker } from '../exercise/worker/worker.ts';
import type { WorkerOptions } from '../exercise/worker/worker-options.ts';
import { openWorker } from '../exercise/worker/open-worker.ts';

/** Takes what a worker holds, so that a later one can go on with it, or remove it. */
export type Keep = (handOver: HandOver) => Promise<void>;

/**
 * Opens a worker for `use`. However that ends, what the worker holds is kept (nobody could remove it
 * otherwise) and its history is closed.
 */
export async function withWorker(
  options: WorkerOptions,
  keep: Keep,
  use: (worker: Worker) => Promise<void>,
): Promise<void> {
  const worker = await openWorker(options);
  try {
    await use(worker);
  } finally {
    try {
      await keep(worker.handOver());
    } finally {
      await worker.close();
    }
  }
}
