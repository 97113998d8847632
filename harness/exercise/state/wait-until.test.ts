import { expect, it, onTestFinished } from 'vitest';
import { now, resetClock } from '../../domain/clock.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { waitUntil } from './wait-until.ts';

it('moves the deployment’s clock on instead of waiting, and says so', async () => {
  onTestFinished(resetClock);
  const { signal } = new AbortController();
  const facts: Fact[] = [];
  let moved = 0;
  const clock = { advance: (milliseconds: number) => void (moved += milliseconds) };
  const end = now() + 3_600_000;
  const record = (fact: Fact): void => void facts.push(fact);
  await waitUntil({ signal, clock, record }, end, () => undefined);
  expect(now()).toBeGreaterThanOrEqual(end);
  expect(facts).toMatchObject([{ fact: 'clock-moved', by: moved }]);
});

it('waits where there is no such clock, until it is interrupted', async () => {
  const interrupted = new AbortController();
  const told: number[] = [];
  const waited = waitUntil({ signal: interrupted.signal }, now() + 3_600_000, (seconds) => {
    told.push(seconds);
    interrupted.abort();
  });
  await waited;
  expect(told).toEqual([3600]);
});
