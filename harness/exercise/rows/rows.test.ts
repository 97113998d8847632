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
    [
      'an empty FHIR bundle',
      { resourceType: 'Bundle', total: 0, link: [{ relation: 'self' }] },
      [],
    ],
    [
      'FHIR with notices',
      {
        resourceType: 'Bundle',
        entry: [
          { resource: { id: 'a' }, search: { mode: 'match' } },
          { resource: { id: 'b' }, search: { mode: 'include' } },
          { resource: { resourceType: 'OperationOutcome' }, search: { mode: 'outcome' } },
        ],
      },
      ['$.entry[0]'],
    ],
    [
      'JSON-LD, each at its own node',
      {
        '@context': {},
        '@graph': [
          { '@id': '/a/', '@type': 'ldp:Container', 'ldp:contains': [{ '@id': '/a/1' }, '/a/2'] },
          { '@id': '/a/1', title: 'x' },
        ],
      },
      ['$.@graph[1]', '$.@graph[0].ldp:contains[1]'],
    ],
    [
      'JSON-LD with whole IRIs',
      [
        {
          '@id': '/a/',
          '@type': ['http://www.w3.org/ns/ldp#Container'],
          'http://purl.org/dc/terms/modified': [{ '@value': 'x' }],
          'http://www.w3.org/ns/ldp#contains': [{ '@id': '/a/1' }],
        },
      ],
      ['$[0].contains[0]'],
    ],
    [
      'an empty JSON-LD container',
      [{ '@id': '/a/', '@type': ['http://www.w3.org/ns/ldp#Container'] }],
      [],
    ],
    [
      'Hydra, of one member',
      { '@id': '/a', '@type': 'hydra:Collection', 'hydra:member': { '@id': '/a/1' } },
      ['$.hydra:member'],
    ],
    [
      'a graph without a container',
      {
        '@graph': [
          { '@id': '/1', at: { '@id': '_:b' } },
          { '@id': '_:b', city: 'x' },
        ],
      },
      ['$.@graph[0]'],
    ],
  ])('finds the rows of %s', (_, body, expected) => {
    expect(places(body)).toEqual(expected);
  });

  it('does not choose between several lists, because the others would not be judged', () => {
    expect(places({ past: rows, upcoming: rows })).toMatch(/which of 2 lists/);
    expect(places({ items: rows, sharedWithMe: rows })).toMatch(/which of 2 lists/);
    expect(places({ data: { items: [] }, archived: rows })).toMatch(/which of 2 lists/);
    expect(places({ items: rows, sizes: [1, 2], links: rows })).toHaveLength(2);
    expect(places({ message: 'none' })).toMatch(/no list.*set `items`/);
    expect(places('text')).toMatch(/no list.*set `items`/);
  });

  it('reads null as no rows, and errors in place of data as a refusal', () => {
    expect(places({ data: { viewer: null } }, '$.data.viewer.visits.edges')).toEqual([]);
    expect(places({ data: { viewer: { visits: null }, more: 1 } }, '$.data.viewer.visits')).toMatch(
      /no list/,
    );
    const refused = { why: 'the answer holds an error in place of a list', refused: true };
    expect(findRows({ errors: [{ message: 'no' }], data: null })).toEqual(refused);
    expect(findRows({ errors: [{ message: 'no' }] }, '$.data.visits')).toEqual(refused);
    expect(
      places({ errors: [{ message: 'some' }], data: { visits: rows } }, '$.data.visits'),
    ).toHaveLength(2);
  });

  it('finds the rows where the definition says', () => {
    expect(places({ a: { b: rows } }, '$.a.b')).toEqual(['$.a.b[0]', '$.a.b[1]']);
    expect(places({ a: 1 }, '$.a.b')).toBe('there is no list at $.a.b');
    expect(places({ a: { 17: rows[0] } }, '$.a')).toMatch(/no list at \$\.a, .*Object\.entries/);
    expect(
      places({ a: { 17: rows[0] } }, (body) => Object.entries((body as { a: object }).a)),
    ).toEqual(['row 1']);
    expect(places({ days: [{ visits: rows }, { visits: [{}] }] }, '$.days[*].visits')).toEqual([
      '$.days[0].visits[0]',
      '$.days[0].visits[1]',
      '$.days[1].visits[0]',
    ]);
    expect(places({ edges: [{ node: rows[0] }] }, '$.edges[*].node')).toEqual(['$.edges[0].node']);
    expect(places({ edges: [{ node: rows[0] }, {}] }, '$.edges[*].node')).toMatch(/no list/);
    expect(places({ edges: [] }, '$.edges[*].node')).toEqual([]);
    expect(places([['1', 'x']], '$')).toEqual(['$[0]']);
    expect(places({ edges: [{ node: rows[0] }] }, '$.edges[*]')).toEqual(['$.edges[0]']);
    expect(places({ 'ldp:contains': rows }, "$['ldp:contains']")).toHaveLength(2);
    expect(places({ items: rows }, 'ul > li')).toMatch(/begins with \$/);
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
  it('collects ids that are unique to an owner: id-like fields, one level down, and references', () => {
    const row = {
      id: 'con_1f8a03b2c4d5e6f7',
      consultationId: '9b2f4c6d8e0a1b3c',
      owner: { uuid: '7c1d9e3f5a2b4c6d', deep: { id: '5f5f0a1b2c3d4e5f' } },
      room: 7,
      patientId: 41,
      title: 'aa11bb22cc33dd44',
    };
    expect(idsOf(row)).toEqual(['con_1f8a03b2c4d5e6f7', '9b2f4c6d8e0a1b3c', '7c1d9e3f5a2b4c6d']);
    expect(idsOf('con_1f8a03b2c4d5e6f7')).toEqual(['con_1f8a03b2c4d5e6f7']);
    expect(idsOf(null)).toEqual([]);
  });

  it.each([
    'Patient/9b2f4c6d8e0a1b3c',
    'https://host.test/patients/9b2f4c6d8e0a1b3c?full=1',
    'urn:uuid:9b2f4c6d8e0a1b3c',
  ])('takes what %s refers to, however a row is wrapped', (reference) => {
    expect(idsOf({ resource: { subject: { reference } } })).toContain('9b2f4c6d8e0a1b3c');
    expect(idsOf({ patient: reference })).toContain('9b2f4c6d8e0a1b3c');
  });

  it('collects a bounded number of ids', () => {
    const row = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`x${index}Id`, `9b2f4c6d8e0a${1000 + index}`]),
    );
    expect(idsOf(row)).toHaveLength(50);
  });
});
