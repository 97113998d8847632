import { UsageError } from '../../../domain/errors.ts';
import type { Worker } from '../../worker/worker.ts';

/** What the deployment refuses is in the history as a failure, and gives null; the sweep goes on without it. */
export async function tolerate<T>(worker: Worker, act: () => Promise<T>): Promise<T | null> {
  if (worker.signal.aborted) return null;
  const before = worker.recorded.facts.length;
  try {
    return await act();
  } catch (error) {
    const recorded = worker.recorded.facts.slice(before).some(({ fact }) => fact === 'failed');
    if (recorded && !(error instanceof UsageError)) return null;
    throw error;
  }
}
