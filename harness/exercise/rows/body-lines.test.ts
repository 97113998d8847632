import { describe, expect, it } from 'vitest';
import { idsOf } from './row-ids.ts';
import { parseLines } from './body-lines.ts';

const csv = (...lines: string[]) => parseLines(Buffer.from(lines.join('\r\n')), 'text/csv');

describe('a CSV file', () => {
  it.each([
    ['commas', ['id,reason', 'v1,"sore, red"'], [{ id: 'v1', reason: 'sore, red' }]],
    ['semicolons', ['id;reason', 'v1;sore, red'], [{ id: 'v1', reason: 'sore, red' }]],
    ['a byte order mark', ['\uFEFF"id";reason', 'v1;sore'], [{ id: 'v1', reason: 'sore' }]],
    ['a line that names its delimiter', ['sep=|', 'id|a,b', 'v1|2'], [{ id: 'v1', 'a,b': '2' }]],
    ['a column of numbers', ['#,id', '1,v1'], [{ '#': '1', id: 'v1' }]],
    ['a column of numbers and no row', ['#,id'], []],
    ['a column without a name', [',id', '1,v1'], [{ 'column 1': '1', id: 'v1' }]],
    ['columns of one name', ['id,id', 'v1,w1'], [{ id: ['v1', 'w1'] }]],
    ['more cells than names', ['id', 'v1,w1'], [{ id: 'v1', 'column 2': 'w1' }]],
    ['a header alone', ['id,reason'], []],
  ])('has rows: %s', (_, lines, rows) => expect(csv(...lines)).toEqual(rows));

  it.each([
    ['data first', ['1,v1', '2,v2']],
    ['names of people twice', ['Jane,Jane', 'Jill,Jill']],
    ['an empty cell', ['Jane,,gp', 'Jill,,gp']],
    ['an empty cell in the only line', ['Jane,,gp']],
    ['an address of e-mail', ['#,jane@acme.test', '2,jill@acme.test']],
    ['nothing', ['']],
  ])('has no header that could be told: %s', (_, lines) => expect(csv(...lines)).toBeUndefined());

  it('gives ids of columns that have one name', () => {
    const ids = ['8f3a2b1c0d0e4f5a9b6c7d8e9f0a1b2c', '1f3a2b1c0d0e4f5a9b6c7d8e9f0a1b2d'];
    const [row] = csv('id,id', ids.join(',')) ?? [];
    expect(idsOf(row)).toEqual(ids);
  });
});
