import { describe, expect, it } from 'vitest';
import { totalOf, totalWithPlace } from './page-size.ts';
import { nextPages } from './pages.ts';

const next = (body: unknown, url = 'http://x.test/notes', headers: Record<string, string> = {}) =>
  nextPages({ body, url, headers });

describe('nextPages', () => {
  it.each([
    [
      'a Link header',
      {},
      { link: '<http://x.test/notes?p=1>; rel="prev", </notes?p=3>; rel="next"' },
      '/notes?p=3',
    ],
    ['next', { next: '/notes?p=2' }, {}, '/notes?p=2'],
    ['a relative next', { next: '?p=2' }, {}, '?p=2'],
    ['nextUrl', { meta: { nextUrl: 'http://x.test/2' } }, {}, 'http://x.test/2'],
    ['links.next', { links: { next: '/2' } }, {}, '/2'],
    ['a relative path', { links: { next: 'notes?page=2' } }, {}, 'notes?page=2'],
    ['JSON:API', { links: { next: { href: '/2' } } }, {}, '/2'],
    ['Hydra', { 'hydra:view': { 'hydra:next': '/2' } }, {}, '/2'],
    ['JSON-LD', { '@context': {}, view: { next: { '@id': '/2' } } }, {}, '/2'],
    [
      'JSON-LD with whole IRIs',
      [
        {
          '@id': '/1',
          '@type': 'http://www.w3.org/ns/hydra/core#Collection',
          'http://www.w3.org/ns/hydra/core#next': [{ '@id': '/2' }],
        },
      ],
      {},
      '/2',
    ],
    ['HAL', { _links: { next: { href: '/2' } } }, {}, '/2'],
    ['OData', { '@odata.nextLink': '/2' }, {}, '/2'],
    [
      'FHIR',
      {
        link: [
          { relation: 'self', url: '/1' },
          { relation: 'next', url: '/2' },
        ],
      },
      {},
      '/2',
    ],
    ['a cursor', { nextCursor: 'c=2' }, {}, 'http://x.test/notes?cursor=c%3D2'],
    ['a page token', { next_page_token: 't' }, {}, 'http://x.test/notes?page_token=t'],
    [
      'GraphQL',
      { pageInfo: { hasNextPage: true, endCursor: 'e' } },
      {},
      'http://x.test/notes?after=e',
    ],
    ['page numbers', { page: 1, totalPages: 3 }, {}, 'http://x.test/notes?page=2'],
    [
      'nested page numbers',
      { meta: { pagination: { current_page: 1, total_pages: 2 } } },
      {},
      'http://x.test/notes?page=2',
    ],
    ['Spring', { page: { number: 0, totalPages: 2 } }, {}, 'http://x.test/notes?page=1'],
    ['offsets', { offset: 0, limit: 10, total: 11 }, {}, 'http://x.test/notes?offset=10'],
  ])('follows %s', (_, body, headers, address) => {
    expect(next(body, undefined, headers)).toMatchObject({
      addresses: expect.arrayContaining([address]),
      sure: true,
    });
    expect(next(body, undefined, headers).addresses[0]).toBe(address);
  });

  it.each([
    ['no next', { items: [], next: null, nextCursor: '' }],
    ['the last page', { page: 3, totalPages: 3 }],
    ['the last of Spring', { page: { number: 1, totalPages: 2 } }],
    ['the last offset', { offset: 10, limit: 10, total: 11 }],
    ['the last cursor, with a total', { nextCursor: null, limit: 1, total: 2 }],
    ['hasMore: false', { hasMore: false, nextCursor: 'stale' }],
    ['hasNextPage: false', { pageInfo: { hasNextPage: false, endCursor: 'e' } }],
  ])('ends with %s', (_, body) => {
    expect(next(body)).toMatchObject({ addresses: [], sure: false, over: true });
  });

  it('tells that the answer said so from what numbers say', () => {
    for (const said of [{ next: null }, { nextCursor: null }, { has_more: false }])
      expect(next({ items: [], meta: { ...said, total: 98 } }).denied).toBe(true);
    expect(next({ page: 3, totalPages: 3, next: null }).denied).toBeUndefined();
    expect(next({ next: null, hasMore: true }).denied).toBeUndefined();
  });

  it('does not say that a list is over which says nothing of a next page', () => {
    expect(next([])).toEqual({ addresses: [], sure: false });
    expect(next([], undefined, { link: '</notes?p=1>; rel="first"' })).toMatchObject({
      over: true,
    });
  });

  it('takes the offset by the name that the document, the query or the answer has for it', () => {
    const told = { limit: 1, total: 2 };
    const at = (url: string, known: string[], body: object = told) =>
      nextPages({ body, url, headers: {} }, '$', known).addresses;
    expect(at('http://x.test/', ['skip'])).toEqual([
      'http://x.test/?skip=1',
      'http://x.test/?offset=1',
    ]);
    expect(at('http://x.test/?skip=0', [])[0]).toBe('http://x.test/?skip=1');
    expect(at('http://x.test/', [], { ...told, skip: 0 })).toEqual(['http://x.test/?skip=1']);
  });

  it('follows the link of a page of HTML', () => {
    const page = (body: string) =>
      nextPages({ body, headers: {}, url: 'http://x.test/notes' }).addresses;
    expect(
      page(
        `<ul><li>1</li></ul><a class=more href="/notes?p=2&amp;q=a" rel="nofollow next">More</a>`,
      ),
    ).toEqual(['/notes?p=2&q=a']);
    expect(page(`<link rel=next href='/notes?p=3'>`)).toEqual(['/notes?p=3']);
    expect(page('<a href="/next">next</a>')).toEqual([]);
    // This would take minutes if the pattern searched again from each tag.
    expect(page('<a rel=next '.repeat(100_000))).toEqual([]);
  });

  it('finds paging beside the rows at any depth', () => {
    const visits = (hasNextPage: boolean, endCursor?: string) => ({
      edges: [{}],
      pageInfo: { hasNextPage, endCursor },
    });
    const body = (mine: unknown) => ({
      data: { other: visits(true, 'x'), viewer: { visits: mine } },
    });
    const at = (mine: unknown) =>
      nextPages(
        { body: body(mine), url: 'http://x.test/graphql', headers: {} },
        '$.data.viewer.visits.edges[0]',
      );
    expect(at(visits(true, 'e'))).toMatchObject({ sure: true, cursor: 'e' });
    expect(at(visits(false, 'e'))).toMatchObject({ addresses: [], sure: false, over: true });
    expect(at(visits(true))).toEqual({ addresses: [], sure: true });
  });

  it('keeps the rest of the query', () => {
    expect(next({ page: 2, totalPages: 3 }, 'http://x.test/notes?kind=a&page=2').addresses).toEqual(
      ['http://x.test/notes?kind=a&page=3'],
    );
  });

  it('ends where a page that a cursor led to has none, whatever its total is', () => {
    const paging = { total: 3, cursor: null };
    const rows = [{ id: 'n3' }];
    expect(next({ rows, paging }, 'http://x.test/notes?limit=1&cursor=c')).toEqual({
      addresses: [],
      sure: false,
      over: true,
    });
    // Of a first page it may be the place of the page itself.
    expect(next({ rows, paging }, 'http://x.test/notes?limit=1').addresses).not.toEqual([]);
  });

  it('is not sure of what may be the current cursor, and sure of a further page where the answer says so', () => {
    expect(next({ cursor: 'c' }).sure).toBe(false);
    expect(next({ hasMore: true })).toEqual({ addresses: [], sure: true });
  });
});

describe('totalOf', () => {
  it('tells where that stands', () => {
    const at = (body: object) => totalWithPlace(body, '$.items[0]');
    expect(at({ items: [{}], meta: { total: 4 } })).toEqual({ where: '$.meta.total', value: 4 });
    expect(at({ items: [{}], '@odata.count': 4 })?.where).toBe("$['@odata.count']");
  });

  it('reads the number that the deployment gives', () => {
    expect(totalOf({ meta: { total_count: 4 } })).toBe(4);
    expect(totalOf([])).toBeNull();
  });
});
