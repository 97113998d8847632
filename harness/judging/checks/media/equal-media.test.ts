import { expect, it } from 'vitest';
import { healthyRun } from '../../testing/healthy-run.ts';
import { changed, finding } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const surface = surfaces.stream.id;
const healthy = healthyRun();

/** Owners are served media that is the same for all of them. Those of a2 and a3 were made after the update. */
const same = (
  run: Run,
  digest: string,
  ...of: (readonly [string, 'before-update' | 'after-update'])[]
) =>
  of.reduce(
    (one, [viewer, phase]) =>
      changed(
        one,
        { surface, viewer, thing: `${viewer}.1`, phase },
        { digests: [digest], sightings: [] },
      ),
    run,
  );
const result = (run: Run) => finding(run, 'no-foreign-streaming');
const made = [
  ['a2', 'after-update'],
  ['a3', 'after-update'],
] as const;
const old = [
  ['a0', 'after-update'],
  ['a1', 'after-update'],
] as const;
const before = [
  ['a0', 'before-update'],
  ['a1', 'before-update'],
] as const;

it('new media that is the same for several owners leaks where others have their own', () => {
  const { verdict, breaches } = result(same(healthy, 'of one of them', ...made));
  expect(verdict).toBe('violated');
  expect(new Set(breaches.map(({ attempt }) => attempt.viewer))).toEqual(new Set(['a2', 'a3']));
  expect(result(healthy).verdict).toBe('holds');
});

it('is inconclusive where all are served the same since the update', () => {
  const { verdict, reasons } = result(same(healthy, 'one for all', ...made, ...old));
  expect(verdict).toBe('inconclusive');
  expect(reasons.join()).toContain('a new placeholder');
});

it('is a placeholder where it was the same before the update', () => {
  const { breaches, reasons } = result(same(healthy, 'placeholder', ...made, ...old, ...before));
  expect(breaches).toEqual([]);
  expect(reasons.join()).not.toContain('placeholder');
});
