import { describe, expect, it } from 'vitest';
import { drafted, inWords, unreached } from './drafted.test-support.ts';
import type { GraphQlOptions } from './options.ts';

describe('the arguments of a query', () => {
  const query = (field: string, more = ''): string =>
    `type Query { ${field} } type Visit { id: ID! text: String } ${more}`;

  it.each<[string, string, GraphQlOptions, readonly string[]]>([
    [
      'an id by its type',
      'visit(ref: ID!): Visit',
      { ids: ['visit'], bind: { ref: 'visit' } },
      ['read visit {"ref":"{visit}"}'],
    ],
    [
      'an id by its name',
      'visits(ofPatientId: String!): [Visit]',
      { bind: { 'visits.ofPatientId': 'patient' } },
      ['list visits {"ofPatientId":"{patient}"}'],
    ],
    [
      'several ids',
      'visits(ids: [ID!]!): [Visit]',
      { ids: ['visit'] },
      ['list visits {"ids":"{visit}"}'],
    ],
    ['a guessed id', 'visit(visitId: UUID!): Visit', {}, ['read visit {"visitId":"{visit}"}']],
    [
      'pages by number',
      'visits(page: Int!, pageSize: Int!): [Visit]',
      {},
      ['list visits {"page":1,"pageSize":50}', 'list visits(pageSize) {"page":1,"pageSize":2}'],
    ],
    ['a choice', 'visits(status: Status!): [Visit]', {}, ['list visits {"status":"OPEN"}']],
    [
      'a search',
      'visits(query: String): [Visit]',
      {},
      ['list visits', 'list visits(query) {"query":"3333"}'],
    ],
    [
      'a value',
      'visits(since: Date!, until: Date): [Visit]',
      { values: { since: '2020-01-01', 'visits.until': '2030-01-01' } },
      ['list visits {"since":"2020-01-01","until":"2030-01-01"}'],
    ],
    [
      'an object',
      'visit(where: Where!): Visit',
      { ids: ['visit'] },
      ['read visit {"where":{"id":"{visit}"}}'],
    ],
  ])('are bound: %s', (_, field, options, expected) => {
    const more =
      'scalar UUID scalar Date enum Status { OPEN CLOSED } input Where { id: ID slug: String }';
    expect(inWords(drafted(query(field, more), options))).toEqual(expected);
  });

  it('hold an id in numbers without quotes', () => {
    expect(drafted(query('visit(id: Int!): Visit'), { ids: ['visit'] }).queries[0]?.query).toBe(
      'query { visit(id: {visit}) { id text } }',
    );
  });

  it('are told where nobody knows what to give', () => {
    const draft = drafted(query('visits(day: Date!): [Visit]', 'scalar Date'));
    expect(draft.queries).toEqual([]);
    expect(unreached(draft)[0]).toBe(
      "visits: it needs day (Date!): give it in values, or an id's name in bind",
    );
  });
});
