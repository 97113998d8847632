import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Credential = 'cookie' | 'header';

/** A deployment whose sign-in gives a cookie and a token. A request that has both is known by the token. */
async function judged(signsOut: readonly Credential[]) {
  const sessions = new Map<string, string>();
  const valuesOf = ({ headers }: IncomingMessage): Record<Credential, string | undefined> => ({
    cookie: /web=(\w+)/.exec(headers.cookie ?? '')?.[1],
    header: headers.authorization?.replace('Bearer ', ''),
  });
  const viewerOf = (request: IncomingMessage): string | undefined => {
    const { cookie, header } = valuesOf(request);
    return sessions.get(header ?? cookie ?? '');
  };
  const give = (id: string): string => {
    const value = randomBytes(16).toString('hex');
    sessions.set(value, id);
    return value;
  };
  const { url } = await deploy({
    'POST /sign-in': (_, request, response, body) => {
      const { id } = JSON.parse(body) as { id: string };
      response.setHeader('set-cookie', [`web=${give(id)}; Path=/`, 'csrf=1; Path=/']);
      json(response, { token: give(id) });
    },
    'POST /sign-out': (_, request, response) => {
      for (const which of signsOut) sessions.delete(valuesOf(request)[which] ?? '');
      json(response, {});
    },
    'POST /notes': ({ notes }, request, response, text) => {
      const id = `note_${randomBytes(8).toString('hex')}`;
      notes.push({ id, owner: viewerOf(request) ?? '', text });
      json(response, { id }, 201);
    },
    'GET /notes': ({ notes }, request, response) => {
      const viewer = viewerOf(request);
      // Without what goes with every session, nothing is answered.
      if (viewer === undefined || !request.headers.cookie?.includes('csrf=1'))
        return json(response, {}, 401);
      json(response, { items: notes.filter(({ owner }) => owner === viewer) });
    },
  });
  const run = await sweepAndJudge(url, [list('GET /notes', { shows: 'note' })], {
    accounts: {
      ...describeDeployment(url).accounts,
      async signIn({ http, account: { credentials } }) {
        const answer = await http.post('/sign-in', { json: { id: credentials['id'] } });
        const { token } = answer.json<{ token: string }>();
        return { headers: { authorization: `Bearer ${token}` } };
      },
    },
  });
  const { breaches = [] } = run.findings['no-access-after-sign-out'] ?? {};
  const tried = run.worker.recorded.attempts.filter(({ variant }) => variant.endsWith('-alone'));
  return {
    verdict: resultOf(run, 'no-access-after-sign-out').verdict,
    // What outlived the sign-out was not opened by signing in again.
    anonymous: resultOf(run, 'no-anonymous-access').verdict,
    ways: [...new Set(breaches.map(({ attempt }) => attempt.variant))],
    tried: [...new Set(tried.map(({ variant }) => variant))].sort(),
  };
}

it('a sign-out that ends both credentials holds, and each was tried alone', async () => {
  expect(await judged(['cookie', 'header'])).toEqual({
    verdict: 'holds',
    anonymous: 'holds',
    ways: [],
    tried: ['cookie-alone', 'header-alone'],
  });
});

it.each([
  { signsOut: ['header'] as const, forgotten: ['cookie-alone'] },
  { signsOut: ['cookie'] as const, forgotten: ['plain', 'header-alone'] },
])('a sign-out that ends the $signsOut alone is found', async ({ signsOut, forgotten }) => {
  expect(await judged(signsOut)).toMatchObject({
    verdict: 'violated',
    anonymous: 'holds',
    ways: forgotten,
  });
});
