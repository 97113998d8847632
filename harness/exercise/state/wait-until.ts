import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a time (milliseconds since the epoch), or until `signal` is aborted.
 * @param onWait called each second with the remaining seconds
 */
export async function waitUntil(
  { signal }: { signal: AbortSignal },
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
