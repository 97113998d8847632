import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { notesByCookie } from './notes-by-cookie.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

/** A deployment whose accounts have passwords, which it compares or not. */
async function judged(compares: boolean, { name = 'password', omit = '', sends = true } = {}) {
  const sessions = new Map<string, string>();
  const tried = new Set<string>();
  const { url } = await deploy({
    'POST /sign-in': (_, _request, response, body) => {
      const { id, password } = JSON.parse(body) as { id: string; password: string };
      tried.add(password);
      if (compares && password !== 'right-1') return json(response, {}, 401);
      const sid = randomBytes(16).toString('hex');
      sessions.set(sid, id);
      json(response, {}, 200, { 'set-cookie': `web=${sid}; Path=/` });
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
          return { credentials: { id, [name]: 'right-1' }, ids: { account: id } };
        },
        async signIn({ http, account: { credentials } }) {
          const password = sends ? credentials[name] : 'right-1';
          const json = { id: credentials['id'], password };
          await http.post('/sign-in', { json });
        },
      },
    },
    without(omit),
  );
  const { breaches = [] } = run.findings['no-anonymous-access'] ?? {};
  return {
    verdict: resultOf(run, 'no-anonymous-access').verdict,
    probes: [...new Set(breaches.map(({ attempt }) => attempt.probe))],
    passwords: tried.size,
  };
}

it('raises an alarm where any password will do, by nothing else', async () => {
  expect(await judged(false)).toEqual({
    verdict: 'violated',
    probes: ['wrong-password'],
    passwords: 2,
  });
  expect(await judged(false, { omit: 'wrong-password' })).toMatchObject({ verdict: 'holds' });
});

it('raises none where wrong passwords are refused', async () => {
  expect(await judged(true)).toEqual({ verdict: 'holds', probes: [], passwords: 2 });
});

it('says nothing of a sign-in that sends no password of the account’s', async () => {
  expect(await judged(true, { sends: false })).toMatchObject({ verdict: 'holds', probes: [] });
});

it('tries none where no credential is a password by its name', async () => {
  expect(await judged(false, { name: 'key' })).toMatchObject({ verdict: 'holds', passwords: 1 });
});
