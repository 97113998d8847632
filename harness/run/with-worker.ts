import type { HandOver, Worker, WorkerOptions } from '../exercise/state/worker-types.ts';
import { openWorker } from '../exercise/worker/worker.ts';

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
