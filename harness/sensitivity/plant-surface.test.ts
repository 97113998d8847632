import { expect, it } from 'vitest';
import type { Attempt } from '../domain/attempts/attempt.ts';
import { rowOfAnother } from './leaks/row-of-another.ts';
import { plantSurface } from './plant-surface.ts';
import type { Excepted } from './plant-surface.ts';
import type { Planter } from './planters/planter.ts';

type Kept = { attempt: Attempt };

const kept = (viewer: string) =>
  ({ attempt: { id: `x${viewer}`, viewer, sentAt: 1 } }) as unknown as Kept;
const cells = ['a1', 'a2', 'a3'].map((viewer) => {
  const here = kept(viewer);
  return { here, again: here, theirs: kept('a4'), others: [] };
});

/** Plants in three cells, as a planter does. */
function plant(inCell: Planter<Kept>['plant'], more: Partial<Excepted> = {}) {
  const planter = { cells: () => cells, titleOf: () => 'a row of another', plant: inCell };
  const excepted = { skipped: new Set<string>(), mayBeHarmless: () => false, isLate: () => false };
  return plantSurface(planter, { kinds: [rowOfAnother], ...excepted, ...more });
}

it('asks before each cell whether the time is over', async () => {
  let count = 0;
  const never = () => {
    count += 1;
    return null;
  };
  const told = await plant(never, { isLate: () => count > 0 });
  expect(told).toEqual({ planted: [], placeless: [], failed: [], isCut: true });
  expect(count).toBe(1);
});

it.each([
  [
    'taking answers apart',
    () => {
      throw new RangeError('Maximum call stack size exceeded');
    },
  ],
  ['replaying them', () => () => Promise.reject(new Error('a text of the deployment'))],
] as [string, Planter<Kept>['plant']][])('tells where planting fails: %s', async (_, failing) => {
  const told = await plant(failing);
  expect(told).toMatchObject({
    planted: [],
    placeless: [],
    failed: [{ leak: rowOfAnother, viewer: 'a1', owner: 'a4' }],
    isCut: false,
  });
  expect(JSON.stringify(told)).not.toContain('text of the deployment');
});

it('plants in other cells where one fails', async () => {
  const told = await plant((_, { here: { attempt } }) => {
    if (attempt.viewer === 'a1') throw new Error('nested too deep');
    return () => Promise.resolve(attempt);
  });
  expect(told.planted.map(({ viewer }) => viewer)).toEqual(['a2', 'a3']);
  expect(told.failed).toEqual([]);
});
