import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from '../../worker/worker.ts';

/**
 * Waits until a time (milliseconds since the epoch), or until the worker is interrupted.
 * @param onWait called each second with the remaining seconds
 */
export async function waitUntil(
  { signal }: Pick<Worker, 'signal'>,
  time: number,
  onWait: (seconds: number) => void,
): Promise<void> {
  for (;;) {
    const left = time - Date.now();
    if (left <= 0 || signal.aborted) return;
    onWait(Math.ceil(left / 1000));
    await sleep(Math.min(left, 1000), undefined, { signal }).catch(() => undefined);
  }
}
