import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

/** What a wildcard stands for, and where: nothing, as an id in the path or in the query, or as a filter of a list. */
type Fault = { stands: '*' | '%'; in: 'path' | 'query' | 'search' | 'accountId' };

const surfaces = [
  list('GET /notes', { shows: 'note' }),
  list('GET /search?q=about', { shows: 'note' }),
  read('GET /notes/{note}'),
  read('GET /print?note={note}'),
];

async function judged(fault: Fault | null, omit = '') {
  const { url } = await deploy({
    '*': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://any.invalid');
      const isFree = (place: Fault['in'], value: string | null): boolean =>
        fault?.in === place && value === fault.stands;
      const own = state.notes.filter(({ owner }) => owner === viewer);
      const asked = searchParams.get('q');
      if (pathname === '/search' || pathname === '/notes') {
        const isAll = isFree('search', asked) || isFree('accountId', searchParams.get('accountId'));
        const found = own.filter(({ text }) => text.includes(asked ?? ''));
        return json(response, { items: isAll ? state.notes : found });
      }
      const inPath = decodeURIComponent(/^\/notes\/(.+)$/.exec(pathname)?.[1] ?? '');
      const id = inPath || searchParams.get('note');
      const isAny = isFree('path', inPath) || isFree('query', searchParams.get('note'));
      const note = isAny
        ? state.notes.find(({ owner }) => owner !== viewer)
        : own.find((one) => one.id === id);
      // An error where a wildcard is no id, as a database may say of a pattern.
      json(response, note ?? {}, note === undefined ? (id === '%' ? 500 : 404) : 200);
    },
  });
  const run = await sweepAndJudge(url, surfaces, {}, without(omit));
  const broken = Object.entries(run.findings).flatMap(([invariant, { verdict }]) =>
    verdict === 'violated' ? [invariant] : [],
  );
  const reasons = ['no-foreign-listing', 'no-foreign-reading', 'own-access'].flatMap(
    (invariant) => resultOf(run, invariant).reasons ?? [],
  );
  return { broken, reasons };
}

describe('a wildcard', () => {
  it('raises no alarm where it is an id like any other', async () => {
    expect(await judged(null)).toEqual({ broken: [], reasons: [] });
  });

  it.each<Fault & { breaks: string }>([
    { stands: '%', in: 'path', breaks: 'no-foreign-reading' },
    { stands: '*', in: 'query', breaks: 'no-foreign-reading' },
    { stands: '%', in: 'search', breaks: 'no-foreign-listing' },
    { stands: '*', in: 'accountId', breaks: 'no-foreign-listing' },
  ])('raises one where $stands stands for all in the $in', async ({ breaks, ...fault }) => {
    expect((await judged(fault)).broken).toEqual([breaks]);
  });

  it('is tried by this probe alone', async () => {
    expect(await judged({ stands: '%', in: 'search' }, 'wildcards')).toMatchObject({ broken: [] });
  });
});
