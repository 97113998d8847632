import { describe, expect, it } from 'vitest';
import { rowsOfSeveral } from './rows-of-several.ts';

const visits = [{ id: 'mine' }, { id: 'a stranger’s' }];
const unclear = expect.stringMatching(/^whether each \w+ is a row or holds rows is unclear/);

/** Where the rows are, or why they could not be told. */
function found(piece: 'line' | 'part', values: readonly unknown[]): unknown {
  const rows = rowsOfSeveral(values, piece);
  return 'why' in rows ? rows.why : rows.rows.map(({ where }) => where);
}

describe.each(['line', 'part'] as const)('a %s', (piece) => {
  it.each<[string, readonly unknown[], readonly string[]]>([
    ['records', visits, ['$[0]', '$[1]']],
    ['records that hold lists', [{ id: 'v1', notes: [{ id: 'n1' }], tags: [] }], ['$[0]']],
    [
      'records without ids',
      [{ text: 'a rash', tags: ['skin'] }, { text: 'a cough' }],
      ['$[0]', '$[1]'],
    ],
    ['FHIR resources', [{ resourceType: 'Encounter', id: '1', participant: [{ x: 1 }] }], ['$[0]']],
    ['none', [], []],
  ])('is a row: %s', (_, values, expected) => {
    expect(found(piece, values)).toEqual(expected);
  });

  it.each<[string, readonly unknown[], readonly string[]]>([
    ['a list', [visits], ['$[0][0]', '$[0][1]']],
    ['lists', [visits, [], [{ id: 'x' }]], ['$[0][0]', '$[0][1]', '$[2][0]']],
    ['an answer', [{ data: { visits } }], ['$[0].data.visits[0]', '$[0].data.visits[1]']],
    [
      'an answer that says that it is all',
      [{ data: { visits }, hasNext: false }],
      ['$[0].data.visits[0]', '$[0].data.visits[1]'],
    ],
    [
      'an answer without rows, and its end',
      [{ data: { visits: [] }, hasNext: true }, { hasNext: false }],
      [],
    ],
    ['wrapped', [{ visits, total: 2 }], ['$[0].visits[0]', '$[0].visits[1]']],
    ['wrapped, with a text', [{ status: 'ok', data: visits }], ['$[0].data[0]', '$[0].data[1]']],
    [
      'a bundle',
      [{ resourceType: 'Bundle', id: 'x', entry: visits }],
      ['$[0].entry[0]', '$[0].entry[1]'],
    ],
  ])('holds rows: %s', (_, values, expected) => {
    expect(found(piece, values)).toEqual(expected);
  });

  it.each<[string, readonly unknown[]]>([
    ['a list beside a record', [visits, { id: 'x' }]],
    [
      'increments',
      [{ data: { visits }, hasNext: true }, { incremental: [{ data: { text: 'x' } }] }],
    ],
    [
      'an increment of the older form',
      [{ data: { visits } }, { data: { text: 'x' }, path: ['visits', 0] }],
    ],
    ['a wrapper with an id that may be its own', [{ requestId: 'x', data: { visits } }]],
    ['records in what may be one', [{ doctor: 'Dr Lee', visits }]],
  ])('may be a row or hold rows: %s', (_, values) => {
    expect(found(piece, values)).toEqual(unclear);
  });

  it('is refused where it alone is a refusal', () => {
    const refusal = { errors: [{ message: 'no' }], data: null };
    expect(rowsOfSeveral([refusal], piece)).toMatchObject({ refused: true });
    const beside = rowsOfSeveral([{ data: { visits } }, refusal], piece);
    expect(beside).toEqual({ why: expect.any(String) });
  });
});

it('is a row of a table as a line of plain values, and a list of ids as a part', () => {
  expect(
    found('line', [
      ['v1', 'a rash'],
      ['v2', 'a cough'],
    ]),
  ).toEqual(['$[0]', '$[1]']);
  expect(found('part', [['v1', 'v2']])).toEqual(['$[0][0]', '$[0][1]']);
});

it('is a row as a line with an id, whatever it holds; a part may be either', () => {
  const values = [{ visitId: 'v1', notes: [{ text: 'a rash' }] }];
  expect(found('line', values)).toEqual(['$[0]']);
  expect(found('part', values)).toEqual(unclear);
});
