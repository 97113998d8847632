import { expect, it } from 'vitest';
import { recordsIn as recordsOf } from './records-in.ts';
import type { Beyond } from './records-in.ts';

let beyond: Beyond[] = [];
const recordsIn = (body: unknown) => {
  beyond = [];
  return recordsOf(body, { leaveOut: (one) => beyond.push(one) });
};

it('finds arrays of records at any place, and says which may be parts of something', () => {
  const body = {
    from: '2026',
    visits: [{ id: 1, messages: [{ id: 5 }] }, { visitId: 2 }],
    days: [{ day: 'Monday', visits: [{ node: { id: 3 } }] }],
    patient: { id: 7, files: [{ id: 4 }] },
    codes: ['a', 'b'],
    options: [{ label: 'x' }],
  };
  expect(recordsIn(body).map(({ where, part }) => [where, part])).toEqual([
    ['$.visits[0]', false],
    ['$.visits[1]', false],
    ['$.days[0].visits[0]', false],
    ['$.patient.files[0]', true],
  ]);
  expect(beyond).toEqual([]);
  expect(recordsIn([{ id: 1 }]).map(({ where, list }) => [where, list])).toEqual([['$[0]', '$']]);
});

it('stops in an answer that is nested without end, or has rows without number', () => {
  let deep: unknown = [{ id: 1 }];
  for (let depth = 0; depth < 5000; depth += 1) deep = { deep };
  expect(recordsIn(deep)).toEqual([]);
  expect(beyond).toEqual([{ what: 'depth', where: `$${'.deep'.repeat(9)}`, most: 8, count: 1 }]);
  expect(recordsIn(Array.from({ length: 5000 }, (_, id) => ({ id })))).toHaveLength(1000);
  expect(beyond).toEqual([{ what: 'rows', where: '$[]', most: 1000, count: 4000 }]);
  expect(recordsIn(Array.from({ length: 5000 }, (_, id) => id))).toEqual([]);
  expect(beyond).toEqual([]);
  const lists = Array.from({ length: 25 }, () => Array.from({ length: 1000 }, (_, id) => ({ id })));
  expect(recordsIn(lists)).toHaveLength(1000);
  expect(beyond).toContainEqual({ what: 'rows', where: '$[20]', most: 20_000, count: 1 });
  expect(beyond).toContainEqual({ what: 'rows', where: '$[3][]', most: 1000, count: 1000 });
});

it('cuts the longest array where there are too many records', () => {
  const countries = Array.from({ length: 3000 }, (_, id) => ({ id }));
  const found = recordsIn({ countries, visits: [{ id: 'one' }, { id: 'two' }] });
  expect(found).toHaveLength(1000);
  expect(found.slice(0, 2).map(({ where }) => where)).toEqual(['$.visits[0]', '$.visits[1]']);
  expect(beyond).toEqual([
    { what: 'rows', where: '$.countries[]', most: 1000, count: 2000 },
    { what: 'rows', where: '$.countries[]', most: 1000, count: 2 },
  ]);
});
