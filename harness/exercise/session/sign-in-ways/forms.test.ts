import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { expect, it } from 'vitest';
import { alice, grantedWithSession, isCodeOfAlice, signInAndRead, me } from './way.test-support.ts';

/** An app whose sign-in form has a one-time CSRF token bound to the visitor's cookie, and an action of its own. */
function pages(enctype: string) {
  const app = new Hono();
  const tokens = new Map<string, string>();
  const page = (csrf: string, inputs: string) =>
    `<html><form action="/search"><input name=q></form>
     <form method=post action="/session/start?flow=7&amp;x=1" enctype="${enctype}">
     <input type=hidden name="_csrf" value="${csrf.replaceAll('"', '&quot;')}">${inputs}
     <input type=checkbox name=remember><button name=go value=1>Go</button></form></html>`;
  const issue = (visitor: string): string => {
    const csrf = `"${crypto.randomUUID()}" & <more>`;
    tokens.set(visitor, csrf);
    return csrf;
  };
  app.get('/sign-in', (context) => {
    const visitor = crypto.randomUUID();
    setCookie(context, 'visitor', visitor);
    return context.html(
      page(issue(visitor), '<input name=email><input type=password name=password>'),
    );
  });
  app.post('/session/start', async (context) => {
    const visitor = getCookie(context, 'visitor') ?? '';
    const body = await context.req.parseBody();
    const type = context.req.header('content-type') ?? '';
    const wrong = body['_csrf'] !== tokens.get(visitor) || body['remember'] !== undefined;
    if (wrong || !type.startsWith(enctype)) return context.text('forged', 403);
    if (body['code'] !== undefined) {
      if (!isCodeOfAlice(body['code'])) return context.text('wrong', 401);
      setCookie(context, 'sid', 'a-session-of-alice');
      return context.redirect('/me', 303);
    }
    if (body['email'] !== alice.email || body['password'] !== alice.password)
      return context.text('wrong', 401);
    return context.html(page(issue(visitor), '<input name=code inputmode=numeric>'));
  });
  app.get('/me', (context) => me(context, getCookie(context, 'sid') === 'a-session-of-alice'));
  return app;
}

it('a form with a CSRF token, urlencoded, and a second page that asks for a code', async () => {
  const seen = await signInAndRead(pages('application/x-www-form-urlencoded'), {
    async signIn({ http, account, code }) {
      const { email, password } = account.credentials;
      const first = (await http.get('/sign-in')).form('password');
      const form = { ...first.fields, email, password };
      const second = (await http.post(first.action, { form })).form('code');
      await http.post(second.action, { form: { ...second.fields, code: await code() } });
    },
  });
  expect(seen).toMatchObject(grantedWithSession);
});

it('the same as multipart/form-data', async () => {
  const seen = await signInAndRead(pages('multipart/form-data'), {
    async signIn({ http, account, code }) {
      const { email, password } = account.credentials;
      const first = (await http.get('/sign-in')).form('password');
      const parts = { ...first.fields, email, password };
      const second = (await http.post(first.action, { parts })).form('code');
      await http.post(second.action, { parts: { ...second.fields, code: await code() } });
    },
  });
  expect(seen).toMatchObject(grantedWithSession);
});

it('the error names a page that lacks the expected form', async () => {
  const wrong = signInAndRead(pages('multipart/form-data'), {
    signIn: async ({ http }) => void (await http.get('/sign-in')).form('user'),
  });
  await expect(wrong).rejects.toThrow(
    'GET /sign-in answered 200 without a form that has a field "user"',
  );
});
