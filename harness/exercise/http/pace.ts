import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from './exchange.ts';

/**
 * Politeness of one worker: when the deployment says that it is too much (429, 503), all of the worker's
 * requests wait, not only the one that was told.
 */
export type Pace = {
  /** Sends when it is polite to, and again (at most 3 times) when the deployment asked for patience. */
  politely<T extends { delivery: Delivery }>(send: () => Promise<T>): Promise<T>;
};

const tries = 4;
/** Nobody waits longer than this for one Retry-After, in milliseconds. */
const longestWait = 30_000;

/** The first wait without Retry-After, in milliseconds; it doubles each time. */
const firstWait = 500;

/** Time, as tests may replace it. Milliseconds. */
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
      // Someone else may have been told to wait longer meanwhile.
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
        if ((status !== 429 && status !== 503) || attempt === tries) return result;
        if (signal?.aborted) return result;
        const asked = retryAfter(headers['retry-after'], clock.now());
        // Jitter, so that the workers of a run do not all come back at once.
        const backOff = firstWait * 2 ** (attempt - 1) * (0.5 + Math.random());
        resumeAt = Math.max(resumeAt, clock.now() + Math.min(longestWait, asked ?? backOff));
      }
    },
  };
}

/** Milliseconds that a Retry-After header asks for: seconds, or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
