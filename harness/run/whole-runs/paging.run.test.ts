import { describe, expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import type { ListOptions } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

type Server = (rows: readonly Note[], query: URLSearchParams) => unknown;

/** The number that a parameter gives. */
const number = (query: URLSearchParams, name: string, absent: number): number =>
  Number(query.get(name) ?? absent);

/** The rows from a place on, as many as were asked for. */
const from = (rows: readonly Note[], query: URLSearchParams, at: number): readonly Note[] =>
  rows.slice(at, at + number(query, 'limit', 50));

/** Servers that page without a link to the next page. */
const servers = {
  skip: (rows, query) => from(rows, query, number(query, 'skip', 0)),
  offset: (rows, query) => ({ items: from(rows, query, number(query, 'offset', 0)) }),
  'page, from 1': (rows, query) =>
    from(rows, query, (number(query, 'page', 1) - 1) * number(query, 'limit', 50)),
  'page, from 0': (rows, query) =>
    from(rows, query, number(query, 'page', 0) * number(query, 'limit', 50)),
  'startIndex, from 1': (rows, query) => from(rows, query, number(query, 'startIndex', 1) - 1),
  'the last id': (rows, query) => {
    const after = rows.findIndex(({ id }) => id === query.get('starting_after'));
    return from(rows, query, after + 1);
  },
  'a token': (rows, query) => {
    const at = number(query, 'continuation', 0);
    const size = number(query, 'limit', 50);
    const nextContinuation = at + size < rows.length ? String(at + size) : null;
    return { items: from(rows, query, at), nextContinuation };
  },
  'a cursor, null at the end, beside a total': (rows, query) => {
    const at = number(query, 'cursor', 0);
    const size = number(query, 'limit', 50);
    const cursor = at + size < rows.length ? String(at + size) : null;
    return { items: from(rows, query, at), paging: { total: rows.length, cursor } };
  },
  'where it begins, in the answer': (rows, query) => {
    const first = number(query, 'skip', 0);
    return { skip: first, items: from(rows, query, first) };
  },
  'nothing known': (rows, query) => from(rows, query, number(query, 'ab', 0)),
} satisfies Record<string, Server>;

async function judged(name: keyof typeof servers, options: ListOptions = {}, leaks = false) {
  const server: Server = servers[name];
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const query = new URL(request.url ?? '', 'http://any.invalid').searchParams;
      const own = state.notes.filter(({ owner }) => owner === viewer);
      const others = state.notes.filter(({ owner }) => owner !== viewer);
      // The first pages are right even where later ones show others' notes.
      json(response, server(leaks ? [...own, ...others] : own, query));
    },
  });
  const run = await sweepAndJudge(
    url,
    [list('GET /notes?limit=1', { shows: 'note', ...options })],
    {},
    { ...without('beyond-the-page'), things: 3 },
  );
  return { listing: resultOf(run), own: run.findings['own-access'], verdict: run.verdict.verdict };
}

const parameters = { skip: [], offset: [], page: [], startIndex: [], starting_after: [] };

describe('a list with a page size and no link to the next page', () => {
  it.each([
    'skip',
    'offset',
    'page, from 1',
    'page, from 0',
    'where it begins, in the answer',
    'a cursor, null at the end, beside a total',
  ] as const)('is read to its end by %s, though nothing names it', async (name) => {
    expect((await judged(name)).own).toMatchObject({ verdict: 'holds', breaches: [] });
    expect((await judged(name, {}, true)).listing.verdict).toBe('violated');
  });

  it.each([
    ['startIndex, from 1', { startIndex: [] }],
    ['the last id', { starting_after: [] }],
    ['a token', { continuation: [] }],
  ] as const)('is read to its end by %s, which the document names', async (name, told) => {
    expect((await judged(name, { parameters: told })).own).toMatchObject({
      verdict: 'holds',
      breaches: [],
    });
    expect((await judged(name, { parameters: told }, true)).listing.verdict).toBe('violated');
  });

  it('is inconclusive with the remedy where nothing tells the next page, and no lockout', async () => {
    for (const options of [{}, { parameters }]) {
      const { own } = await judged('nothing known', options);
      expect(own).toMatchObject({ verdict: 'inconclusive', breaches: [] });
      expect(own?.reasons.join()).toContain('set `next` on the surface');
    }
  });

  it('is read by `next`, as a function or as the path of a cursor', async () => {
    const next: ListOptions['next'] = ({ url, body }) => {
      const at = Number(new URL(url).searchParams.get('ab') ?? 0);
      return Array.isArray(body) && body.length > 0 ? `?limit=1&ab=${at + 1}` : null;
    };
    expect((await judged('nothing known', { next })).own?.verdict).toBe('holds');
    const path = '$.nextContinuation';
    expect(
      (await judged('a token', { next: path, parameters: { continuation: [] } })).own?.verdict,
    ).toBe('holds');
    const typo = await judged('a token', { next: '$.nextContinuatoin' });
    expect(typo.own).toMatchObject({ verdict: 'inconclusive', breaches: [] });
  });
});

describe('a list whose third page is another query', () => {
  /** The pages from the third on show whoever’s notes, of as many as the viewer has. */
  const judgedWith = async (things: number) => {
    const { url } = await deploy({
      'GET /notes': (state, request, response) => {
        const viewer = state.viewer(request);
        if (viewer === undefined) return json(response, {}, 401);
        const query = new URL(request.url ?? '', 'http://any.invalid').searchParams;
        const own = state.notes.filter(({ owner }) => owner === viewer);
        const others = state.notes.filter(({ owner }) => owner !== viewer);
        const page = number(query, 'page', 1);
        const nextPage = page < own.length ? `/notes?limit=1&page=${page + 1}` : null;
        const rows = page > 2 ? others.slice(0, 1) : own.slice(page - 1, page);
        json(response, { rows, next: nextPage });
      },
    });
    const options = { ...without('beyond-the-page'), things };
    return resultOf(await sweepAndJudge(url, [list('GET /notes?limit=1')], {}, options)).verdict;
  };

  it('is met by accounts with three things, of which seeding makes some', async () => {
    expect([await judgedWith(2), await judgedWith(3)]).toEqual(['holds', 'violated']);
  });
});
