import { expect, it } from 'vitest';
import { healthyRun } from '../judging/testing/healthy-run.ts';
import { createSharing } from './shared-copies.ts';

it('changes nothing of an attempt, and keeps one copy of what two have in common', () => {
  const share = createSharing();
  for (const attempt of healthyRun().attempts) expect(share(attempt)).toEqual(attempt);
  const model = healthyRun().attempts.find(({ items }) => items !== null);
  if (model === undefined) throw new Error('no list in a healthy run');
  const whole = { ...model, gives: 'list', why: 'slow', retryOf: 't0', shrinking: true } as const;
  expect(share(whole)).toEqual(whole);
  const [one, other] = [share(model), share(structuredClone(model))];
  expect(one.sightings[0]).toBe(other.sightings[0]);
  expect(one.items?.[0]).toBe(other.items?.[0]);
  expect(one.headers).toBe(other.headers);
});
