import { Hono } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import { expect, it } from 'vitest';
import { alice, grantedWithSession, isCodeOfAlice, signInAndRead, me } from './way.test-support.ts';

const token = 'tok_5d1f0c7be2a94386';
const bearer = `Bearer ${token}`;

it('JSON, with a second factor that a 200 asks for', async () => {
  const app = new Hono();
  app.post('/api/sign-in', async (context) => {
    const body: Record<string, unknown> = await context.req.json();
    if (body['email'] !== alice.email || body['password'] !== alice.password)
      return context.json({}, 401);
    const { otp } = body;
    if (otp === undefined) return context.json({ status: 'otp-required' });
    const right = isCodeOfAlice(otp);
    return right ? context.json({ status: 'ok', token }) : context.json({}, 401);
  });
  app.get('/me', (context) => me(context, context.req.header('authorization') === bearer));
  const seen = await signInAndRead(app, {
    async signIn({ http, account, code }) {
      const { email, password } = account.credentials;
      const signIn = async (otp?: string) =>
        (await http.post('/api/sign-in', { json: { email, password, otp } })).json<{
          status: string;
          token: string;
        }>();
      let answer = await signIn();
      if (answer.status === 'otp-required') answer = await signIn(await code());
      return { headers: { authorization: `Bearer ${answer.token}` } };
    },
  });
  expect(seen).toMatchObject(grantedWithSession);
});

it('HTTP Basic', async () => {
  const app = new Hono();
  app.use(basicAuth({ username: alice.email, password: alice.password }));
  app.get('/me', (context) => me(context, true));
  const seen = await signInAndRead(app, {
    signIn({ account }) {
      const { email, password } = account.credentials;
      const basic = Buffer.from(`${email}:${password}`).toString('base64');
      return { headers: { authorization: `Basic ${basic}` } };
    },
  });
  expect(seen).toMatchObject(grantedWithSession);
});

it('an API key of the account', async () => {
  const app = new Hono();
  app.get('/me', (context) => me(context, context.req.header('x-api-key') === alice.password));
  const seen = await signInAndRead(app, {
    signIn: ({ account }) => ({ headers: { 'X-API-Key': account.credentials['password'] ?? '' } }),
  });
  expect(seen).toMatchObject(grantedWithSession);
});

it('headers of every request, which are no account’s credentials when an answer repeats them', async () => {
  const app = new Hono();
  const without: string[] = [];
  app.use(async (context, next) => {
    const { 'x-app-key': key, accept } = context.req.header();
    if (key !== 'app_91c4e07d52ab68f3' || accept !== 'application/vnd.acme.v2+json')
      without.push(`${context.req.method} ${context.req.path}`);
    await next();
    context.header('x-echo', key ?? '');
  });
  app.get('/version', (context) => context.text('2.1'));
  app.post('/api/sign-in', (context) => context.json({ token }));
  app.get('/me', (context) => me(context, context.req.header('authorization') === bearer));
  const seen = await signInAndRead(app, {
    headers: { 'X-App-Key': 'app_91c4e07d52ab68f3', Accept: 'application/vnd.acme.v2+json' },
    async signIn({ http }) {
      const { token } = (await http.post('/api/sign-in')).json<{ token: string }>();
      return { headers: { authorization: `Bearer ${token}`, 'x-app-key': 'app_91c4e07d52ab68f3' } };
    },
  });
  expect(seen).toMatchObject(grantedWithSession);
  expect(await seen.worker.readRelease()).toBe('2.1');
  await seen.worker.signOut(seen.session).catch(() => null);
  expect(without).toEqual([]);
  const seenSigns = seen.worker.recorded.attempts.flatMap(({ sightings }) => sightings);
  expect(new Set(seenSigns.map(({ kind }) => kind))).toEqual(new Set(['id']));
  await seen.worker.close();
  expect(await seen.history()).not.toContain('app_91c4e07d52ab68f3');
});

it('requests without credentials, if signIn returns empty headers', async () => {
  const app = new Hono();
  app.get('/me', (context) => me(context, true));
  expect(await signInAndRead(app, { signIn: () => ({ headers: {} }) })).toMatchObject({
    outcome: 'granted',
  });
});
