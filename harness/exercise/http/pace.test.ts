import { describe, expect, it } from 'vitest';
import type { Delivery } from './exchange.ts';
import { createPace, retryAfter } from './pace.ts';

function answered(status: number, headers: Record<string, string> = {}): { delivery: Delivery } {
  const now = Date.now();
  return {
    delivery: {
      status,
      headers,
      setCookie: [],
      bytes: 0,
      truncated: false,
      failure: null,
      sentAt: now,
      answeredAt: now,
    },
  };
}

/** A clock that only sleeping moves forward. */
function fakeClock() {
  const slept: number[] = [];
  let now = 0;
  const sleep = async (duration: number): Promise<void> => {
    slept.push(duration);
    now += duration;
  };
  return { slept, now: () => now, sleep };
}

describe('createPace', () => {
  it('repeats a request after 429 or 503, at most three times', async () => {
    const pace = createPace(undefined, fakeClock());
    let sent = 0;
    const patient = await pace.politely(async () => answered(++sent < 3 ? 429 : 200));
    expect([patient.delivery.status, sent]).toEqual([200, 3]);
    sent = 0;
    const never = await pace.politely(async () => {
      sent += 1;
      return answered(503);
    });
    expect([never.delivery.status, sent]).toEqual([503, 4]);
  });

  it('waits as long as Retry-After asks, within bounds, and longer each time without it', async () => {
    const waits = async (headers: Record<string, string>): Promise<number[]> => {
      const clock = fakeClock();
      await createPace(undefined, clock).politely(async () => answered(429, headers));
      return clock.slept;
    };
    expect(await waits({ 'retry-after': '7' })).toEqual([7000, 7000, 7000]);
    expect(await waits({ 'retry-after': '86400' })).toEqual([30_000, 30_000, 30_000]);
    const [first = 0, second = 0, third = 0] = await waits({});
    expect(first).toBeGreaterThanOrEqual(250);
    expect(second).toBeGreaterThanOrEqual(500);
    expect(third).toBeLessThanOrEqual(3000);
  });

  it('does not repeat a request after another status', async () => {
    let sent = 0;
    await createPace().politely(async () => {
      sent += 1;
      return answered(500);
    });
    expect(sent).toBe(1);
  });

  it('makes all requests wait, not only the one that was throttled', async () => {
    const waiting: (() => void)[] = [];
    let now = 0;
    const sleep = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
    const pace = createPace(undefined, { now: () => now, sleep });
    let told = false;
    const first = pace.politely(async () => {
      const answer = answered(told ? 200 : 429, { 'retry-after': '3' });
      told = true;
      return answer;
    });
    while (waiting.length < 1) await Promise.resolve();
    let sent = false;
    const second = pace.politely(async () => {
      sent = true;
      return answered(200);
    });
    while (waiting.length < 2) await Promise.resolve();
    expect(sent).toBe(false);
    now = 3000;
    for (const wake of waiting) wake();
    await Promise.all([first, second]);
    expect(sent).toBe(true);
  });
});

describe('retryAfter', () => {
  it('reads seconds and dates', () => {
    expect(retryAfter('2', 0)).toBe(2000);
    expect(retryAfter('Thu, 01 Jan 1970 00:00:05 GMT', 1000)).toBe(4000);
    expect(retryAfter('Thu, 01 Jan 1970 00:00:00 GMT', 1000)).toBe(0);
    expect(retryAfter('soon', 0)).toBeNull();
    expect(retryAfter(undefined, 0)).toBeNull();
  });
});
