import type { SavedWorker } from '../exercise/seed/saved-worker.ts';
import type { Worker } from '../exercise/worker/worker.ts';
import type { WorkerOptions } from '../exercise/worker/worker-options.ts';
import { openJournal } from './folder/journal-of-run.ts';
import type { Run } from './folder/new-run.ts';
import { openWorker } from '../exercise/worker/open-worker.ts';

/** Takes what a worker holds, so that a later worker can use or remove it. */
export type Keep = (handOver: SavedWorker) => Promise<void>;

/**
 * Opens a worker for `use`. However `use` ends, what the worker holds is kept, because otherwise nobody could remove
 * it, and the history is closed.
 */
export async function withWorker(
  { secrets, ...options }: WorkerOptions & Pick<Run, 'secrets'>,
  keep: Keep,
  use: (worker: Worker) => Promise<void>,
): Promise<void> {
  const journal = secrets === null ? null : await openJournal(secrets, options.name);
  const worker = await openWorker({ ...options, journal: journal ?? undefined });
  try {
    await use(worker);
  } finally {
    try {
      await keep(worker.handOver());
      journal?.write({ saved: true });
    } finally {
      await worker.close();
      journal?.close();
    }
  }
}
