import { expect, it } from 'vitest';
import { rowsElsewhere } from './rows-elsewhere.ts';

it.each([
  ['an empty list', { items: [], total: 0 }, 0],
  ['links beside it', { entry: [], link: [{ relation: 'self', url: '/notes' }] }, 0],
  ['a menu beside it', { items: [], menu: [{ title: 'Home', href: '/' }] }, 0],
  ['rows with addresses beside it', { items: [], recent: [{ by: 'A. B.', url: '/v/1' }] }, 1],
  ['texts beside it', { items: [], notices: ['We are open'] }, 0],
  ['other rows', { payload: { entries: [] }, recent: [{ by: 'A. B.' }, { by: 'C. D.' }] }, 2],
  ['other rows, deeply', { items: [], more: [{ days: [{ visits: [{ at: 9 }] }] }] }, 3],
])('counts the rows of JSON beside an empty list: %s', (_, json, rows) => {
  expect(rowsElsewhere(json, null, 'application/json')).toBe(rows);
});

it('counts the rows of tables of a page, and no menu', () => {
  const page = (body: string) => rowsElsewhere(undefined, Buffer.from(body), 'text/html');
  expect(page('<ul><li><a href="/">Home</a></ul><p>No visits')).toBe(0);
  expect(page('<table><tr><th>Who<tr><td>A. B.<tr><td>C. D.</table>')).toBe(2);
});

it('ends in an answer that nests, or is long', () => {
  let deep: unknown = [{ by: 'A' }];
  for (let level = 0; level < 5000; level += 1) deep = [deep];
  expect(rowsElsewhere(deep, null, '')).toBe(0);
  expect(
    rowsElsewhere(
      Array.from({ length: 5000 }, () => ({ by: 'A' })),
      null,
      '',
    ),
  ).toBe(1000);
});
