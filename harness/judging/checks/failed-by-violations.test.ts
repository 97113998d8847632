import { expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, judge, tokenOf, withFacts } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';

const list = { viewer: 'a2', surface: surfaces.list.id, phase: 'after-update' } as const;
const leak = { sightings: [tokenOf(1)], items: [] };
const failed = (why: string) =>
  ({ type: 'fact', fact: 'part-ended', at: 1, part: 'properties', status: 'failed', why }) as const;
const notPassed = 'not all of them passed, see logs/properties.log';
const reasons = (part: 'sweep' | 'properties', why = notPassed) =>
  judge(withFacts(also(healthyRun(), list, { ...leak, part }), failed(why))).verdict.reasons.filter(
    (reason) => reason.startsWith('properties did not pass'),
  );

it('is no reason of its own that a part did not pass, where it saw the violation', () => {
  expect(reasons('properties')).toEqual([]);
});

it('stays a reason where the part saw none of it, or broke off', () => {
  expect(reasons('sweep')).toHaveLength(1);
  expect(reasons('properties', 'it broke off')).toHaveLength(1);
});
