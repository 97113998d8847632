import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from './exchange.ts';

/**
 * Throttles one worker. When the deployment answers that there are too many requests (429, 503), all of the
 * worker's requests wait, not only the one that got this answer.
 */
export type Pace = {
  /**
   * Sends a request after the wait that the deployment asked for, and repeats it (at most 3 times) after 429 or 503.
   */
  politely<T extends { delivery: Delivery }>(send: () => Promise<T>): Promise<T>;
};

const tries = 4;
/** Longest wait for one Retry-After, in milliseconds. */
const longestWait = 30_000;

/** The first wait without Retry-After, in milliseconds; it doubles each time. */
const firstWait = 500;

/** The clock, which tests replace. Times in milliseconds. */
export type Clock = {
  now(): number;
  sleep(duration: number, signal: AbortSignal | undefined): Promise<unknown>;
};

const realClock: Clock = {
  now: Date.now,
  sleep: (duration, signal) => sleep(duration, undefined, { signal }).catch(() => undefined),
};

export function createPace(signal?: AbortSignal, clock: Clock = realClock): Pace {
  let resumeAt = 0;
  const patience = async (): Promise<void> => {
    for (;;) {
      // Another request may have been told to wait longer in the meantime.
      const wait = resumeAt - clock.now();
      if (wait <= 0 || signal?.aborted) return;
      await clock.sleep(wait, signal);
    }
  };
  return {
    async politely(send) {
      for (let attempt = 1; ; attempt += 1) {
        if (resumeAt !== 0) await patience();
        const result = await send();
        const { status, headers } = result.delivery;
        if (!asksToWait(status) || attempt === tries) return result;
        if (signal?.aborted) return result;
        const asked = retryAfter(headers['retry-after'], clock.now());
        // Jitter, so that the workers of a run do not all come back at once.
        const backOff = firstWait * 2 ** (attempt - 1) * (0.5 + Math.random());
        resumeAt = Math.max(resumeAt, clock.now() + Math.min(longestWait, asked ?? backOff));
      }
    },
  };
}

/** Whether a status asks for fewer requests. A request that still gets it was repeated as often as it may be. */
export function asksToWait(status: number | null): boolean {
  return status === 429 || status === 503;
}

/** Reads a Retry-After header (seconds or an HTTP date; RFC 9110, 10.2.3) as a wait in milliseconds. */
export function retryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
