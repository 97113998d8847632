import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { notesByCookie, sidOf } from './notes-by-cookie.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

type Ends = 'all others' | 'all' | 'none';

/** A deployment whose accounts have passwords. `ends`: the sessions that end when one is changed. */
async function judged(ends: Ends, { isDescribed = true, omit = '' } = {}) {
  const sessions = new Map<string, string>();
  const passwords = new Map<string, string>();
  const { url } = await deploy({
    'POST /sign-in': (_, request, response, body) => {
      const { id, password } = JSON.parse(body) as { id: string; password: string };
      if ((passwords.get(id) ?? 'first') !== password) return json(response, {}, 401);
      const sid = randomBytes(16).toString('hex');
      sessions.set(sid, id);
      json(response, {}, 200, { 'set-cookie': `web=${sid}; Path=/` });
    },
    'POST /password': (_, request, response, body) => {
      const id = sessions.get(sidOf(request));
      if (id === undefined) return json(response, {}, 401);
      passwords.set(id, body);
      for (const [sid, of] of sessions)
        if (of === id && (ends === 'all' || (ends === 'all others' && sid !== sidOf(request))))
          sessions.delete(sid);
      json(response, {});
    },
    ...notesByCookie(sessions),
  });
  const run = await sweepAndJudge(
    url,
    [list('GET /notes', { shows: 'note' })],
    {
      accounts: {
        ...describeDeployment(url).accounts,
        async create({ http }) {
          const { id } = (await http.post('/sign-up')).json<{ id: string }>();
          return { credentials: { id, password: 'first' }, ids: { account: id } };
        },
        async signIn({ http, account: { credentials } }) {
          const { id, password } = credentials;
          await http.post('/sign-in', { json: { id, password } });
        },
        ...(isDescribed && {
          async changePassword({ http, password }) {
            await http.post('/password', { body: password });
            return { password };
          },
        }),
      },
    },
    without(omit),
  );
  const { breaches = [] } = run.findings['no-access-after-sign-out'] ?? {};
  const { facts } = run.worker.recorded;
  return {
    verdict: resultOf(run, 'no-access-after-sign-out').verdict,
    probes: [...new Set(breaches.map(({ attempt }) => attempt.probe))],
    ownAccess: resultOf(run, 'own-access').verdict,
    failed: facts.filter(({ fact }) => fact === 'failed'),
    why: facts.flatMap((fact) =>
      fact.fact === 'probed' && fact.probe === 'password-change' ? [fact.why] : [],
    ),
  };
}

it.each(['all others', 'all'] as const)('a new password that ends %s holds', async (ends) => {
  expect(await judged(ends)).toEqual({
    verdict: 'holds',
    probes: [],
    ownAccess: 'holds',
    failed: [],
    why: [null],
  });
});

it('a session that outlives the password is found by this probe alone', async () => {
  expect(await judged('none')).toMatchObject({
    verdict: 'violated',
    probes: ['password-change'],
    ownAccess: 'holds',
  });
  expect(await judged('none', { omit: 'password-change' })).toMatchObject({ verdict: 'holds' });
});

it('says what it needs where nothing changes passwords', async () => {
  const { verdict, why } = await judged('none', { isDescribed: false });
  expect(verdict).toBe('holds');
  expect(why.join()).toContain('accounts.changePassword');
});
