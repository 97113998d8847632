import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { expect, it } from 'vitest';
import { createHostGuard } from '../../../deployment/hosts/host-guard.ts';
import { grantedWithSession, signInAndRead, me } from './way.test-support.ts';
import type { SignIn } from './way.test-support.ts';

/** An app that answers only to one spelling of its host name, as many servers behind a proxy do. */
function picky(host: (port: string) => string) {
  const app = new Hono();
  app.use(async (context, next) => {
    const asked = context.req.header('host') ?? '';
    const port = /:(\d+)$/.exec(asked)?.[1] ?? '';
    return asked === host(port) ? next() : context.text('Misdirected Request', 421);
  });
  app.post('/sign-in', (context) => {
    setCookie(context, 'sid', 'a-session-of-alice');
    // The redirect names the host as the server spells it, whatever the request called it.
    return context.redirect(`http://${context.req.header('host')}/welcome`);
  });
  app.get('/welcome', (context) => context.text('Welcome'));
  app.get('/me', (context) => me(context, getCookie(context, 'sid') === 'a-session-of-alice'));
  return app;
}

const signIn: SignIn = async ({ http }) => void (await http.post('/sign-in'));

it.each<[spelling: string, url: (port: number) => string, host: (port: string) => string]>([
  [
    'localhost and not its number',
    (port) => `http://localhost:${port}`,
    (port) => `localhost:${port}`,
  ],
  [
    'its number and not localhost',
    (port) => `http://127.0.0.1:${port}`,
    (port) => `127.0.0.1:${port}`,
  ],
  ['in capitals', (port) => `HTTP://LOCALHOST:${port}/`, (port) => `localhost:${port}`],
])('a host as the definition spells it: %s', async (_, url, host) => {
  expect(await signInAndRead(picky(host), { signIn }, url)).toMatchObject(grantedWithSession);
});

it.each(['Clinic.Example:80', 'clinic.example.'])(
  'a host by another name than the address leads to: %s goes with every request',
  async (name) => {
    const app = picky(() => name);
    app.post('/token', (context) => {
      setCookie(context, 'sid', 'a-session-of-alice');
      return context.text('');
    });
    const seen = await signInAndRead(app, {
      headers: { Host: name },
      signIn: async ({ http }) => void (await http.post('/token')),
    });
    expect(seen).toMatchObject(grantedWithSession);
  },
);

it('the first error names a wrong host', async () => {
  const wrong = signInAndRead(
    picky(() => 'clinic.example'),
    { signIn },
  );
  await expect(wrong).rejects.toThrow('POST /sign-in answered 421');
});

it('a default port may be written or not', () => {
  for (const url of ['https://Acme.test:443', 'https://acme.test', 'HTTPS://ACME.TEST.']) {
    const guard = createHostGuard({ url });
    for (const same of ['https://acme.test/', 'https://acme.test:443/', 'https://ACME.test./'])
      expect(guard.allows(new URL(same))).toBe(true);
    expect(guard.allows(new URL('https://acme.test:8443/'))).toBe(false);
  }
});
