import { once } from 'node:events';
import { serve } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { totpCode } from '../../../accounts/totp.ts';
import type { Definition } from '../../../deployment/definition.ts';
import { read } from '../../../deployment/surfaces/surfaces.ts';
import { describeDeployment, testWorker } from '../../worker/worker.test-support.ts';

/** The `signIn` that a user writes in the definition. */
export type SignIn = Definition['accounts']['signIn'];

/** The account that signs in. */
export const alice = {
  id: 'acc_3f9c2b7d1e8a4c60',
  email: 'alice@example.test',
  password: 'correct horse & "battery"',
  // A new code each second, so that no test waits long for one.
  totpSecret: 'otpauth://totp/alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&period=1',
};

/** Whether a code was alice's within the last seconds. */
export const isCodeOfAlice = (code: unknown): boolean =>
  Array.from({ length: 10 }, (_, ago) =>
    totpCode(alice.totpSecret, Date.now() - ago * 1000),
  ).includes(String(code));

/** The answer to `GET /me`: the account's id, or 401. */
export const me = (context: Context, signedIn: boolean): Response =>
  signedIn ? context.json({ id: alice.id }) : context.json({ error: 'sign in' }, 401);

/** Serves an app for one test; resolves with its port. */
async function serveApp(app: Hono): Promise<number> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  if (!server.listening) await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await once(server, 'close');
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Signs alice in on an app by the given `signIn`, and requests `GET /me` with her session and without one. */
export async function signInAndRead(
  app: Hono,
  way: Omit<Partial<Definition>, 'accounts'> & { signIn: SignIn },
  url: (port: number) => string = (port) => `http://127.0.0.1:${port}`,
) {
  const { signIn, ...more } = way;
  const { id, ...credentials } = alice;
  const definition = describeDeployment(url(await serveApp(app)), {
    ...more,
    accounts: {
      create: () => ({ credentials, ids: { account: id } }),
      signIn,
      signOut: async ({ http }) => void (await http.post('/sign-out')),
    },
  });
  const { worker, history } = await testWorker(definition);
  const account = await worker.createAccount({ cohort: {} });
  const session = await worker.signIn(account);
  const { outcome } = await worker.attempt({ session, surface: read('GET /me'), thing: null });
  const anonymous = await worker.attempt({ session: null, surface: read('GET /me'), thing: null });
  return { outcome, anonymous: anonymous.outcome, worker, session, history };
}

/** The expected outcomes: `GET /me` is granted with alice's session, and denied without one. */
export const grantedWithSession = { outcome: 'granted', anonymous: 'denied' };
