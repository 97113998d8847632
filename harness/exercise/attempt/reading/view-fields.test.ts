import { expect, it } from 'vitest';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { Scanning } from '../../scan/inspect.ts';
import type { Part } from './answer.ts';
import { viewFields } from './view-fields.ts';

const digest = (value: string): string => `d(${value})`;
const own: Sighting = {
  kind: 'id',
  account: 'a1',
  thing: null,
  where: '$',
  encoding: 'plain',
} as unknown as Sighting;
const foreign = { ...own, account: 'a2' } as unknown as Sighting;
const isOwn = (sighting: Sighting): boolean => sighting === own;

/** The fields of a list with a row of one's own, one of another's, and what stands beside them. */
function fieldsOf(body: { items: object[] } & object, whose: readonly Sighting[]) {
  const rows = body.items.map((value, index) => ({ where: `$.items[${index}]`, value }));
  const items = rows.map(({ where }, index) => ({
    where,
    sightings: [index],
    ids: [`id${index}`],
  }));
  const part = { json: body, rows } as unknown as Part;
  const found = { surface: { gives: 'list' as const }, items, sightings: whose, isOwn };
  return viewFields({ digest } as unknown as Scanning, part, found).view;
}

it('are those of one’s own rows, by their ids, and those beside the rows', () => {
  const body = { items: [{ text: 'x' }, { text: 'y' }], total: 2, suggestions: ['x', 'z'] };
  expect(fieldsOf(body, [own, foreign])).toEqual([
    { where: '$.items[id0].text', value: 'd("x")' },
    { where: '$.total', value: 'd(2)' },
    { where: '$.suggestions', value: 'd(["x","z"])' },
  ]);
});

it('are none where nothing of the account’s own stands in the answer', () => {
  expect(fieldsOf({ items: [{ text: 'y' }], total: 1 } as never, [foreign])).toBeUndefined();
});

it('are of a bounded number', () => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${index}`, index]));
  expect(fieldsOf({ items: [{ text: 'x' }], ...many }, [own])).toHaveLength(300);
});
