import { expect, it } from 'vitest';
import type { Http } from '../../deployment/http.ts';
import type { AccountView } from '../../deployment/views.ts';
import { clientOf } from '../http/client-of.ts';
import { beforeSecrets } from './earlier-cookies.ts';

const email = 'alice@example.test';
const password = 'a "good" password';

/** After how many requests a sign-in was told, the last time, what its client had before. */
async function notedAfter(
  credentials: AccountView['credentials'],
  signIn: (http: Http) => Promise<unknown>,
): Promise<number | null> {
  let sent = 0;
  let noted: number | null = null;
  const http = clientOf(async () => {
    sent += 1;
    return null as never;
  });
  const account = { credentials } as AccountView;
  await signIn(beforeSecrets(http, account, () => (noted = sent)));
  return noted;
}

it.each([
  ['JSON', { json: { email, password } }],
  ['a form', { form: { email, password } }],
  ['a body', { body: `password=${password}` }],
])('notes what a client has before it sends the password, as %s', async (_, options) => {
  const signIn = async (http: Http): Promise<void> => {
    await http.get('/sign-in');
    await http.post('/sign-in/name', { json: { email } });
    await http.post('/sign-in', options);
    // What comes with the second step, nobody had before.
    await http.post('/sign-in/code', { json: { email, password, code: '123456' } });
  };
  expect(await notedAfter({ email, password, totpSecret: 'JBSW' }, signIn)).toBe(2);
});

it('takes any credential where none is named like a password', async () => {
  const signIn = async (http: Http): Promise<void> => {
    await http.post('/begin');
    await http.get('/sign-in', { query: { key: 'k-123' } });
  };
  expect(await notedAfter({ key: 'k-123' }, signIn)).toBe(1);
});

it('takes the first request that is no GET where no credential is sent as it is', async () => {
  const signIn = async (http: Http): Promise<void> => {
    await http.get('/sign-in');
    await http.post('/challenge', { json: { proof: 'a hash' } });
    await http.post('/answer', { json: { proof: 'another' } });
  };
  expect(await notedAfter({ password }, signIn)).toBe(1);
});
