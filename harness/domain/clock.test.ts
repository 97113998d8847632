import { expect, it, onTestFinished } from 'vitest';
import { moveOn, now, resetClock } from './clock.ts';

it('goes on as the machine’s does, from where it was moved to', () => {
  onTestFinished(resetClock);
  const before = now();
  moveOn(60_000);
  expect(now()).toBeGreaterThanOrEqual(before + 60_000);
  resetClock();
  expect(now()).toBeLessThan(before + 60_000);
});
