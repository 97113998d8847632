import type { IncomingHttpHeaders } from 'node:http';
import { expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, allWithout } from './sweep-and-judge.test-support.ts';

const taking = [
  'language',
  'no compression',
  'gzip alone',
  'a condition',
  'the app’s name',
] as const;

/** By what a cache in front takes a request for one that it may answer by the path alone; or what else it keeps. */
const caches = {
  none: () => false,
  language: ({ 'accept-language': language }) => language !== undefined,
  'no compression': ({ 'accept-encoding': encoding = '' }) => encoding === 'identity',
  'gzip alone': ({ 'accept-encoding': encoding = '' }) => encoding === 'gzip',
  'a condition': ({ 'if-none-match': condition }) => condition !== undefined,
  'the app’s name': ({ 'user-agent': client }) => client === 'Notes/5.2',
  refusals: () => false,
  'any of these': (headers: IncomingHttpHeaders): boolean =>
    taking.some((cache) => caches[cache](headers)),
} satisfies Record<string, (headers: IncomingHttpHeaders) => boolean>;

const clients = { app: { headers: { 'user-agent': 'Notes/5.2' } } };

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
  const run = await sweepAndJudge(deployment.url, surfaces, { clients }, allWithout(omit));
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

it.each(taking)('a cache that shares the answers to requests with %s is found', async (cache) => {
  expect((await judged(cache))('no-foreign-listing')).toBe('violated');
});

it('nothing but this probe finds a cache that does all of that', async () => {
  expect((await judged('any of these', 'same-address'))('no-foreign-listing')).toBe('holds');
});

it('a stranger’s refusal that is kept and given to the owner is found', async () => {
  expect((await judged('refusals'))('own-access')).toBe('violated');
});
