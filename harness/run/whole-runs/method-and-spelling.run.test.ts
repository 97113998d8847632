import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { waysToAsk } from '../../exercise/probes/choosing/ways-to-ask.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

/** The parts of a request that a router reads. */
type Came = {
  method: string;
  path: string;
  override: string | undefined;
  accept: string | undefined;
};

/** Routers, each of which knows one other way to request a path. They return the plain path, or null. */
const routed: Record<string, (came: Came) => string | null> = {
  'trailing-slash': ({ path }) => (path.endsWith('/') ? path.slice(0, -1) : null),
  'double-slash': ({ path }) => (path.startsWith('//') ? path.slice(1) : null),
  'upper-case': ({ path }) => (path.startsWith('/V2') ? path.toLowerCase() : null),
  'path-parameter': ({ path }) => (path.includes(';') ? path.replace(/;.*$/, '') : null),
  'earlier-version': ({ path }) => (path.startsWith('/v1/') ? path.replace('v1', 'v2') : null),
  'json-suffix': ({ path }) => (path.endsWith('.json') ? path.slice(0, -5) : null),
  'encoded-slash': ({ path }) => (path.includes('%2f') ? path.replace('%2f', '/') : null),
  'inner-double-slash': ({ path }) => (/.\/\//.test(path) ? path.replace('//', '/') : null),
  'options-as-get': ({ method, path, override }) =>
    method === 'OPTIONS' && override === 'GET' ? path : null,
  options: ({ method, path, override }) =>
    method === 'OPTIONS' && override === undefined ? path : null,
  'head-instead': ({ method, path }) => (method === 'HEAD' ? path : null),
  'get-as-head': ({ method, path, override }) =>
    method === 'GET' && override === 'HEAD' ? path : null,
  'as-csv': ({ path, accept }) => (accept === 'text/csv' ? path : null),
  'as-html': ({ path, accept }) => (accept === 'text/html' ? path : null),
  'post-as-get': ({ method, path, override }) =>
    method === 'POST' && override === 'GET' ? path : null,
};

/** How a deployment guards requests in a way that the router knows. */
type Guard = 'guarded' | 'unguarded' | 'an app for everybody';

/** What is asked for: a note by its id, or the list of an account's notes, whose address names only the account. */
const kinds = {
  note: ['no-foreign-reading', read('GET /v2/notes/{note}')],
  list: ['no-foreign-listing', list('GET /v2/people/{account}/notes')],
} as const;

async function judged(
  way: string,
  guard: Guard,
  {
    omit = '',
    writes = false,
    kind = 'note',
  }: { omit?: string; writes?: Definition['writes']; kind?: keyof typeof kinds } = {},
) {
  const deployment = await deploy({
    '*': (state, request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      const override = request.headers['x-http-method-override']?.toString();
      const { accept } = request.headers;
      const came = { method: request.method ?? '', path, override, accept };
      const other = routed[way]?.(came) ?? null;
      const isPlain = other === null && request.method === 'GET' && override === undefined;
      const app = '<html><div id="app"></div></html>';
      if (other !== null && guard === 'an app for everybody')
        return void response.writeHead(200, { 'content-type': 'text/html' }).end(app);
      const asked = other ?? (isPlain ? path : '');
      const [, id = ''] = /^\/v2\/(?:notes\/|people\/)(\w+)(?:\/notes)?$/.exec(asked) ?? [];
      const [note] = state.notes.filter((one) => one.id === id || one.owner === id);
      if (note === undefined) return json(response, {}, 404);
      const isFree = other !== null && guard === 'unguarded';
      if (!isFree && state.viewer(request) !== note.owner) return json(response, {}, 403);
      // The answer to a HEAD has only headers.
      const body = asked.endsWith('/notes') ? { items: [note] } : note;
      json(response, body, 200, { 'x-title': note.text });
    },
  });
  const [invariant, surface] = kinds[kind];
  const run = await sweepAndJudge(deployment.url, [surface], { writes }, without(omit));
  const probes = new Map(run.verdict.coverage.probes.map((probe) => [probe.id, probe]));
  return { ...resultOf(run, invariant), probes };
}

describe.each(waysToAsk.map(({ name }) => name))('asked for in another way (%s)', (way) => {
  it('raises no alarm if this way is guarded as well', async () => {
    const { probes, ...result } = await judged(way, 'guarded');
    expect(result).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    const probe = probes.get('method-and-spelling');
    // Owners were granted, and others refused.
    expect(probe?.granted).toBeGreaterThan(0);
    expect(probe?.refused).toBeGreaterThan(0);
  });

  it('raises an alarm if this way is not guarded, which no other probe finds', async () => {
    expect(await judged(way, 'unguarded')).toMatchObject({ verdict: 'violated' });
    const omit = 'method-and-spelling';
    const rest = await judged(way, 'unguarded', { omit });
    expect(rest).toMatchObject({ verdict: 'holds', owners: [] });
  });

  it('is inapplicable, and no gap, if this way gives everybody the same page', async () => {
    const { probes, ...result } = await judged(way, 'an app for everybody');
    expect(result).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    expect(probes.get('method-and-spelling')?.cut).toBe(0);
  });
});

it.each(['trailing-slash', 'options-as-get', 'inner-double-slash'])(
  'an address that names only the account is asked for in another way (%s)',
  async (way) => {
    const kind = 'list';
    expect(await judged(way, 'guarded', { kind })).toMatchObject({ verdict: 'holds', reasons: [] });
    const { verdict, owners } = await judged(way, 'unguarded', { kind });
    // Two owners of each route are tried.
    expect([verdict, owners.length]).toEqual(['violated', 2]);
    const rest = await judged(way, 'unguarded', { kind, omit: 'method-and-spelling' });
    expect(rest).toMatchObject({ verdict: 'holds', owners: [] });
  },
);

describe('a POST that is to be taken for a GET', () => {
  const way = 'post-as-get';

  it('is sent only if the definition allows writes', async () => {
    const { verdict, probes } = await judged(way, 'unguarded');
    expect([verdict, probes.get(way)]).toEqual([
      'holds',
      expect.objectContaining({ tried: 0, why: expect.stringContaining('`writes: true`') }),
    ]);
  });

  it.each<{ writes: Definition['writes'] }>([{ writes: true }, { writes: ['POST'] }])(
    'raises an alarm if it is not guarded, which no other probe finds ($writes)',
    async ({ writes }) => {
      expect(await judged(way, 'guarded', { writes })).toMatchObject({ verdict: 'holds' });
      expect(await judged(way, 'unguarded', { writes })).toMatchObject({ verdict: 'violated' });
      const rest = await judged(way, 'unguarded', { writes, omit: way });
      expect(rest).toMatchObject({ verdict: 'holds', owners: [] });
    },
  );
});

it.each([
  ['/api/notes/', '/api/v1/notes/'],
  ['/notes/', '/v1/notes/'],
  ['/api/v1/notes/', '/api/notes/'],
])('what is asked for at %s is also asked for at %s', async (at, earlier) => {
  const { url } = await deploy({
    '*': (state, request, response) => {
      const [, place, id] = /^(.*\/)(\w+)$/.exec(request.url ?? '') ?? [];
      const note = state.notes.find((one) => one.id === id);
      const isOpen = place === earlier || (place === at && state.viewer(request) === note?.owner);
      json(response, isOpen ? (note ?? {}) : {}, isOpen ? 200 : 404);
    },
  });
  const surfaces = [read(`GET ${at}{note}`)];
  expect(resultOf(await sweepAndJudge(url, surfaces), 'no-foreign-reading').verdict).toBe(
    'violated',
  );
});

it.each([
  ['/notes/', 'violated', 'unknown'],
  ['/notes.json', 'inconclusive', undefined],
])('tells rows of nobody known in an own list at %s', async (spelled, verdict, owner) => {
  const answer: Routes[string] = (state, request, response) => {
    const viewer = state.viewer(request);
    if (viewer === undefined) return json(response, {}, 401);
    const strangers = ['one', 'two'].map((id) => ({ id: `note_of_stranger_${id}_1f8e2a90c4b7` }));
    const others = request.url === spelled ? strangers : [];
    json(response, [...state.notes.filter((note) => note.owner === viewer), ...others]);
  };
  const { url } = await deploy({ 'GET /notes': answer, [`GET ${spelled}`]: answer });
  const result = resultOf(await sweepAndJudge(url, [list('GET /notes')]));
  expect([result.verdict, result.owners[0]]).toEqual([verdict, owner]);
});

it('finds a list at a fixed address that needs no session if the request has a trailing slash', async () => {
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      json(
        response,
        state.notes.filter(({ owner }) => owner === viewer),
      );
    },
    'GET /notes/': (state, _, response) => json(response, state.notes),
  });
  const surfaces = [list('GET /notes')];
  const run = await sweepAndJudge(url, surfaces);
  expect(resultOf(run, 'no-anonymous-access')).toMatchObject({ verdict: 'violated' });
  const rest = await sweepAndJudge(url, surfaces, {}, without('method-and-spelling'));
  expect(resultOf(rest, 'no-anonymous-access')).toMatchObject({ verdict: 'holds' });
});
