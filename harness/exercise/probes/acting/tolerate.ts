import { UsageError } from '../../../domain/errors.ts';
import type { Worker } from '../../worker/worker.ts';

/**
 * Performs an act that the deployment may refuse. A refusal is recorded as a `failed` fact by the act itself; then this
 * resolves with null, and the sweep goes on. Any other error is thrown.
 */
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
