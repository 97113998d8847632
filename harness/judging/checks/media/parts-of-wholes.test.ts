import { describe, expect, it } from 'vitest';
import { healthyRun } from '../../testing/healthy-run.ts';
import { also, changed, finding, tokenOf } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const own = {
  surface: surfaces.stream.id,
  viewer: 'a0',
  thing: 'a0.1',
  phase: 'after-update',
} as const;
const whole = ['one', 'two', 'three', 'four', 'five'];
const healthy = changed(healthyRun(), own, { digests: whole });
const strange = ['six', 'seven', 'eight'];

const withPart = (run: Run, digests: readonly string[], sightings = [tokenOf(0)].slice(1)) =>
  also(run, own, { variant: 'range-later', status: 206, digests, sightings });

const reasonsOf = (run: Run) => finding(run, 'no-foreign-streaming').reasons.join();

describe('a part of an owner’s own media', () => {
  it('is inconclusive where it has nothing in common with the whole', () => {
    expect(reasonsOf(withPart(healthy, strange))).toContain('may be another’s');
  });

  it.each([
    ['is of the whole, but for where it is cut', withPart(healthy, ['cut', 'four', 'five'])],
    ['is too short to tell', withPart(healthy, ['cut', 'cut too'])],
    ['says whose it is', withPart(healthy, strange, [tokenOf(0)])],
    [
      'is of a film that is made anew each time',
      withPart(also(healthy, own, { digests: ['made anew'] }), strange),
    ],
  ])('is no matter where it %s', (_, run) => {
    expect(reasonsOf(run)).not.toContain('may be another’s');
  });
});
