import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../../domain/clock.ts';
import { moveClock } from './move-clock.ts';
import type { ClockMoving } from './move-clock.ts';

/** What is added to a time that the deployment's clock is moved on to, in milliseconds: the two may be read apart. */
const beyond = 50;

/**
 * Waits until a time (milliseconds since the epoch), or until `signal` is aborted. Where the deployment's clock can be moved
 * on, nobody waits.
 * @param onWait called each second with the remaining seconds
 */
export async function waitUntil(
  worker: { signal: AbortSignal } & Partial<ClockMoving>,
  time: number,
  onWait: (seconds: number) => void,
): Promise<void> {
  const { signal, clock = null, record } = worker;
  if (clock !== null && record !== undefined && time > now() && !signal.aborted)
    await moveClock({ clock, record }, Math.ceil(time - now()) + beyond);
  for (;;) {
    const left = time - now();
    if (left <= 0 || signal.aborted) return;
    onWait(Math.ceil(left / 1000));
    await sleep(Math.min(left, 1000), undefined, { signal }).catch(() => undefined);
  }
}
