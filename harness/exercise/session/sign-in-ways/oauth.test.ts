import { createHash, randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { expect, it } from 'vitest';
import { alice, grantedWithSession, signInAndRead, me } from './way.test-support.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
const callback = 'https://app.elsewhere.test/callback';
const formIn = async (context: Context): Promise<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(await context.req.text()));
type Token = { access_token: string; expires_in: number };

/** An OAuth2 server (RFC 6749, 7636) with its API. */
function authority() {
  const app = new Hono();
  const codes = new Map<string, string>();
  const token = randomBytes(16).toString('hex');
  app.get('/authorize', (context) => {
    const { code_challenge, redirect_uri, code_challenge_method } = context.req.query();
    if (redirect_uri !== callback || code_challenge_method !== 'S256')
      return context.text('no', 400);
    setCookie(context, 'challenge', code_challenge ?? '');
    return context.html(
      `<form method=post action="/login"><input type=hidden name=challenge value="${code_challenge}"><input name=username><input type=password name=password></form>`,
    );
  });
  app.post('/login', async (context) => {
    const { username, password, challenge } = await formIn(context);
    if (username !== alice.email || password !== alice.password) return context.text('no', 401);
    return context.redirect(`/authorize/resume?challenge=${challenge}`);
  });
  app.get('/authorize/resume', (context) => {
    const code = randomBytes(8).toString('hex');
    codes.set(code, context.req.query('challenge') ?? '');
    return context.redirect(`${callback}?code=${code}&state=s`);
  });
  app.post('/token', async (context) => {
    const form = await formIn(context);
    const client = context.req.header('authorization');
    const challenge = codes.get(form['code'] ?? '');
    const granted = {
      password: form['username'] === alice.email && form['password'] === alice.password,
      client_credentials: client === `Basic ${btoa(`${alice.id}:its secret`)}`,
      authorization_code:
        challenge !== undefined && sha256(form['code_verifier'] ?? '') === challenge,
    }[form['grant_type'] ?? ''];
    codes.delete(form['code'] ?? '');
    return granted === true
      ? context.json({ access_token: token, token_type: 'Bearer', expires_in: 300 })
      : context.json({ error: 'invalid_grant' }, 400);
  });
  app.get('/me', (context) =>
    me(context, context.req.header('authorization') === `Bearer ${token}`),
  );
  return app;
}

const signedIn = ({ access_token, expires_in }: Token) => ({
  headers: { authorization: `Bearer ${access_token}` },
  expiresIn: expires_in,
});

it('OAuth2, by password', async () => {
  const seen = await signInAndRead(authority(), {
    async signIn({ http, account }) {
      const { email: username, password } = account.credentials;
      const form = { grant_type: 'password', username, password };
      return signedIn((await http.post('/token', { form })).json<Token>());
    },
  });
  expect(seen).toMatchObject(grantedWithSession);
});

it('OAuth2, by client credentials', async () => {
  const seen = await signInAndRead(authority(), {
    async signIn({ http, account }) {
      const authorization = `Basic ${btoa(`${account.ids['account']}:its secret`)}`;
      const form = { grant_type: 'client_credentials' };
      return signedIn(
        (await http.post('/token', { form, headers: { authorization } })).json<Token>(),
      );
    },
  });
  expect(seen).toMatchObject(grantedWithSession);
});

it('OAuth2, by authorization code with PKCE, to an app elsewhere that is never asked', async () => {
  const seen = await signInAndRead(authority(), {
    async signIn({ http, account }) {
      const { email: username, password } = account.credentials;
      const code_verifier = randomBytes(32).toString('base64url');
      const query = {
        response_type: 'code',
        client_id: 'app',
        redirect_uri: callback,
        code_challenge: sha256(code_verifier),
        code_challenge_method: 'S256',
      };
      const { action, fields } = (await http.get('/authorize', { query })).form('password');
      const form = { ...fields, username, password };
      const back = await http.post(action, { form, anyStatus: true });
      const code = new URL(back.headers['location'] ?? '').searchParams.get('code') ?? '';
      const grant = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: callback,
        code_verifier,
      };
      return signedIn((await http.post('/token', { form: grant })).json<Token>());
    },
  });
  expect(seen).toMatchObject(grantedWithSession);
});
