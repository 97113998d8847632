import { describe, expect, it } from 'vitest';
import { findRows } from './rows.ts';
import { idsOf } from './row-ids.ts';

const rows = [{ id: 1 }, { id: 2 }];
const places = (body: unknown, items?: Parameters<typeof findRows>[1]): unknown => {
  const found = findRows(body, items);
  return 'why' in found ? found.why : found.rows.map(({ where }) => where);
};

describe('findRows', () => {
  it.each([
    ['a list', rows, ['$[0]', '$[1]']],
    ['items', { total: 2, items: rows }, ['$.items[0]', '$.items[1]']],
    ['data', { data: rows, included: [{}] }, ['$.data[0]', '$.data[1]']],
    ['nested data', { data: { items: rows } }, ['$.data.items[0]', '$.data.items[1]']],
    ['FHIR', { resourceType: 'Bundle', link: [], entry: rows }, ['$.entry[0]', '$.entry[1]']],
    ['HAL', { _embedded: { visits: rows } }, ['$._embedded.visits[0]', '$._embedded.visits[1]']],
    ['the only list', { consultations: rows }, ['$.consultations[0]', '$.consultations[1]']],
    [
      'GraphQL',
      { data: { visits: { edges: rows } } },
      ['$.data.visits.edges[0]', '$.data.visits.edges[1]'],
    ],
    ['an empty list', { items: [] }, []],
  ])('finds the rows of %s', (_, body, expected) => {
    expect(places(body)).toEqual(expected);
  });

  it('does not choose between several lists, since the others would go unseen', () => {
    expect(places({ past: rows, upcoming: rows })).toMatch(/which of 2 lists/);
    expect(places({ message: 'none' })).toBe('the answer holds no list');
    expect(places('text')).toBe('the answer holds no list');
  });

  it('takes null for no rows, and errors in place of data for a refusal', () => {
    expect(places({ data: { viewer: null } }, '$.data.viewer.visits.edges')).toEqual([]);
    expect(places({ data: { viewer: { visits: null }, more: 1 } }, '$.data.viewer.visits')).toMatch(
      /no list/,
    );
    const refused = { why: 'the answer holds errors in place of a list', refused: true };
    expect(findRows({ errors: [{ message: 'no' }], data: null })).toEqual(refused);
    expect(findRows({ errors: [{ message: 'no' }] }, '$.data.visits')).toEqual(refused);
    expect(
      places({ errors: [{ message: 'some' }], data: { visits: rows } }, '$.data.visits'),
    ).toHaveLength(2);
  });

  it('finds them where the definition says', () => {
    expect(places({ a: { b: rows } }, '$.a.b')).toEqual(['$.a.b[0]', '$.a.b[1]']);
    expect(places({ a: 1 }, '$.a.b')).toBe('there is no list at $.a.b');
    const both = (body: unknown): unknown[] =>
      Object.values(body as Record<string, unknown[]>).flat();
    expect(places({ past: [{ id: 1 }], upcoming: [{ id: 2 }] }, both)).toEqual([
      '$.past[0]',
      '$.upcoming[0]',
    ]);
    expect(
      places(null, () => {
        throw new Error('x');
      }),
    ).toMatch(/failed/);
  });
});

describe('idsOf', () => {
  it('takes id-like fields, one level down, and bare ids', () => {
    const row = {
      id: 7,
      consultationId: 'con_1',
      owner: { uuid: 'u', deep: { id: 'no' } },
      title: 'x',
      paid: 'y',
    };
    expect(idsOf(row)).toEqual(['7', 'con_1', 'u']);
    expect(idsOf('con_1')).toEqual(['con_1']);
    expect(idsOf(null)).toEqual([]);
  });

  it('is bounded', () => {
    const row = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`x${index}Id`, index]),
    );
    expect(idsOf(row)).toHaveLength(50);
  });
});
