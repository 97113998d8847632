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

/** `unit` is the first wait without Retry-After, in milliseconds; it doubles each time. Default 500. */
export function createPace(options: { unit?: number; signal?: AbortSignal | undefined } = {}): Pace {
  const unit = options.unit ?? 500;
  let resumeAt = 0;
  return {
    async politely(send) {
      for (let attempt = 1; ; attempt += 1) {
        if (resumeAt !== 0) await patience(() => resumeAt, options.signal);
        const result = await send();
        const { status, headers } = result.delivery;
        if ((status !== 429 && status !== 503) || attempt === tries) return result;
        if (options.signal?.aborted) return result;
        const asked = retryAfter(headers['retry-after'], Date.now());
        // Jitter, so that the workers of a run do not all come back at once.
        const backOff = unit * 2 ** (attempt - 1) * (0.5 + Math.random());
        resumeAt = Math.max(resumeAt, Date.now() + Math.min(longestWait, asked ?? backOff));
      }
    },
  };
}

async function patience(until: () => number, signal: AbortSignal | undefined): Promise<void> {
  for (;;) {
    const wait = until() - Date.now();
    if (wait <= 0 || signal?.aborted) return;
    await sleep(wait, undefined, { signal }).catch(() => undefined);
  }
}

/** Milliseconds that a Retry-After header asks for: seconds, or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
