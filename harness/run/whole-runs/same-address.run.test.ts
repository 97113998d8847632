import type { IncomingHttpHeaders } from 'node:http';
import { expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

/** By what a cache in front takes a request for one that it may answer by the path alone; or what else it keeps. */
const caches = {
  none: () => false,
  language: ({ 'accept-language': language }) => language !== undefined,
  'no compression': ({ 'accept-encoding': encoding = '' }) => encoding === 'identity',
  'gzip alone': ({ 'accept-encoding': encoding = '' }) => encoding === 'gzip',
  'a condition': ({ 'if-none-match': condition }) => condition !== undefined,
  refusals: () => false,
} satisfies Record<string, (headers: IncomingHttpHeaders) => boolean>;

/** How many requests it keeps an answer for: its time, which no busy machine stretches. */
const life = 4;

/** Lists and shows one's own notes, behind a cache that takes some requests of people who are signed in. */
async function judged(cache: keyof typeof caches, omit = '') {
  const kept = new Map<string, { body: unknown; etag: string; until: number }>();
  const refused = new Map<string, number>();
  let now = 0;
  const deployment = await deploy({
    '*': (state, { url = '', headers }, response) => {
      now += 1;
      const viewer = state.viewer({ headers });
      if (viewer === undefined) return json(response, {}, 401);
      if ((refused.get(url) ?? 0) > now) return json(response, {}, 404);
      const own = state.notes.filter(({ owner }) => owner === viewer);
      const found = url === '/notes' ? { items: own } : own.find(({ id }) => url.endsWith(id));
      const fresh = { body: found, etag: `"${viewer} ${url}"`, until: now + life };
      if (found === undefined) {
        if (cache === 'refusals') refused.set(url, fresh.until);
        return json(response, {}, 404);
      }
      const before = kept.get(url);
      const isTaken = caches[cache](headers);
      const shown = isTaken && before !== undefined && before.until > now ? before : fresh;
      if (isTaken) kept.set(url, shown);
      if (headers['if-none-match'] === shown.etag) return void response.writeHead(304).end();
      json(response, shown.body, 200, { etag: shown.etag });
    },
  });
  const surfaces = [list('GET /notes'), read('GET /notes/{note}')];
  const run = await sweepAndJudge(deployment.url, surfaces, {}, without(omit));
  return (invariant: string) => resultOf(run, invariant).verdict;
}

it('a deployment that keeps nothing raises no alarm', async () => {
  const verdictOf = await judged('none');
  expect(['no-foreign-listing', 'no-foreign-reading', 'own-access'].map(verdictOf)).toEqual([
    'holds',
    'holds',
    'holds',
  ]);
});

it.each(['language', 'no compression', 'gzip alone', 'a condition'] as const)(
  'a cache that shares the answers to requests with %s is found by this probe alone',
  async (cache) => {
    expect((await judged(cache))('no-foreign-listing')).toBe('violated');
    expect((await judged(cache, 'same-address'))('no-foreign-listing')).toBe('holds');
  },
);

it('a stranger’s refusal that is kept and given to the owner is found', async () => {
  expect((await judged('refusals'))('own-access')).toBe('violated');
});
