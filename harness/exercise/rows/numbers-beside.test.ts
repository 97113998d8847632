import { describe, expect, it } from 'vitest';
import { numberAt, numbersBeside } from './numbers-beside.ts';

const rows = [{ where: '$.items[0]' }, { where: '$.items[1]' }];
const beside = (envelope: object, headers: Record<string, string> = {}) =>
  numbersBeside({ body: { items: [{ views: 7 }, { views: 8 }], ...envelope }, headers, rows });

describe('numbers beside the rows', () => {
  it('are those in the envelope and in headers, and none of the rows', () => {
    const found = beside(
      { meta: { filter_count: 143 }, facets: [{ value: 'open', hits: 12 }] },
      { 'x-total-count': '143', 'content-range': 'items 0-1/143', etag: '77' },
    );
    expect(found).toEqual([
      { where: '$.meta.filter_count', value: 143 },
      { where: '$.facets[0].hits', value: 12 },
      { where: 'header x-total-count', value: 143 },
      { where: 'header content-range', value: 143 },
    ]);
  });

  it.each([
    ['page sizes, positions', { limit: 50, perPage: 50, page: 2, offset: 100, from: 1, to: 50 }],
    ['times', { took: 17, durationMs: 17, createdAt: 3, timestamp: 3, expires_in: 300 }],
    [
      'ids, versions, sizes',
      { id: 3, patientId: 3, apiVersion: 3, contentLength: 17, status: 200 },
    ],
    ['what is no count', { mean: 2.5, none: 0, below: -3, seconds: 1_700_000_000 }],
    ['what may be a person’s name', { 'Jane Roe': 3 }],
  ])('are no %s', (_, envelope) => {
    expect(beside(envelope)).toEqual([]);
  });

  it('are bounded, however many there are and however deep', () => {
    const deep = (levels: number): object =>
      levels === 0 ? { n: 5 } : { inner: deep(levels - 1) };
    expect(beside(deep(20))).toEqual([]);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, place) => [`n${place}x`, 5]));
    expect(beside(many)).toHaveLength(30);
  });
});

describe('the number of a figure', () => {
  it.each([
    ['$.total', { total: 3 }, 3],
    ['$.data.count', { data: { count: '12' } }, 12],
    ['$', 4, 4],
    ['$', '5\n', 5],
    ['$.total', { total: 'many' }, null],
    ['$.total', {}, null],
    ['header x-total', {}, 6],
    ['header content-range', {}, 9],
  ])('at %s of %j is %s', (place, body, value) => {
    const headers = { 'x-total': '6', 'content-range': 'items 0-2/9' };
    expect(numberAt(place, { body, headers })).toBe(value);
  });
});
