import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { signInAndRead, me } from './way.test-support.ts';
import type { SignIn } from './way.test-support.ts';

const app = () => new Hono().get('/me', (context) => me(context, true));
// A user who writes JavaScript, or overrules the compiler, may return anything.
const given =
  (value: unknown): SignIn =>
  () =>
    value as ReturnType<SignIn>;
const missing: Record<string, string> = {};

it.each<[what: string, signIn: SignIn, message: RegExp]>([
  [
    'nothing',
    given(undefined),
    /accounts\.signIn left nothing.*Return \{ headers: \{ authorization/,
  ],
  ['an empty object', given({}), /accounts\.signIn left nothing/],
  ['a text', given('tok_1'), /accounts\.signIn must return \{ headers, expiresIn, keep \}/],
  [
    'a header that is undefined',
    given({ headers: { authorization: missing['token'] } }),
    /headers\.authorization, which is undefined and not a text/,
  ],
  [
    'a header that is a number',
    given({ headers: { 'x-user': 7 } }),
    /headers\.x-user, which is number and not a text/,
  ],
  [
    'a token that was missing',
    given({ headers: { authorization: `Bearer ${missing['token']}` } }),
    /headers\.authorization that ends in "undefined"/,
  ],
  [
    'a header of several lines',
    given({ headers: { authorization: 'Bearer tok_secret\r\nx: y' } }),
    /headers\.authorization, which cannot be sent/,
  ],
  [
    'an empty header',
    given({ headers: { authorization: '' } }),
    /headers\.authorization, which cannot be sent/,
  ],
  [
    'a time that is none',
    given({ headers: { a: 'b' }, expiresIn: Number('soon') }),
    /expiresIn, which is NaN: it must be a number of seconds/,
  ],
  ['a time that is over', given({ headers: { a: 'b' }, expiresIn: -5 }), /expiresIn, which is -5/],
  [
    'a time as a text',
    given({ headers: { a: 'b' }, expiresIn: '3600' }),
    /expiresIn, which is a string/,
  ],
  [
    'something to keep that is no text',
    given({ headers: { a: 'b' }, keep: { refresh: 7 } }),
    /keep\.refresh, which is number/,
  ],
])('a sign-in that returns %s is told so', async (_, signIn, message) => {
  const failing = signInAndRead(app(), { signIn });
  await expect(failing).rejects.toThrow(message);
  await expect(failing).rejects.not.toThrow('tok_secret');
});
