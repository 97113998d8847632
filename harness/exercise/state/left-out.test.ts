import { expect, it } from 'vitest';
import type { LeftOut } from '../../domain/attempts/left-out.ts';
import { createLeftOut } from './left-out.ts';

const one: LeftOut = { what: 'rows', surface: 'GET /x', where: '$.a[3].b', most: 200, count: 4 };

it('is kept once a place, with the largest number', () => {
  const { leaveOut, all } = createLeftOut();
  for (const count of [4, 9, 2]) leaveOut({ ...one, count, where: `$.a[${count}].b` });
  expect(all()).toEqual([{ ...one, where: '$.a[].b', count: 9 }]);
});

it('is bounded itself, and forgets no surface', () => {
  const { leaveOut, all } = createLeftOut();
  for (let place = 0; place < 2000; place += 1)
    leaveOut({ ...one, where: `$.x${place}${'y'.repeat(5000)}` });
  leaveOut({ ...one, surface: 'GET /other' });
  expect(all()).toHaveLength(502);
  expect(all().at(-1)).toEqual({ ...one, surface: 'GET /other', where: 'elsewhere' });
  expect(Math.max(...all().map(({ where }) => where.length))).toBe(200);
});
