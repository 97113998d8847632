import { randomBytes } from 'node:crypto';
import { TOTP } from 'otpauth';
import type { Definition } from '../../deployment/definition.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';

const totp = new TOTP();

/** Makes a random value that stands for an account. */
export function give(of: Map<string, string>, id: string): string {
  const value = randomBytes(20).toString('hex');
  of.set(value, id);
  return value;
}

/** The routes of a sign-in in two steps: the first answers with a ticket, which the second takes with a code. */
export function twoSteps({ cookie = false } = {}) {
  const tickets = new Map<string, string>();
  const sessions = new Map<string, string>();
  const routes: Routes = {
    'POST /sign-in/first': (_, request, response, body) =>
      json(response, { mfa: { ticket: give(tickets, (JSON.parse(body) as { id: string }).id) } }),
    'POST /sign-in': (_, request, response, body) => {
      const { id, ticket, code } = JSON.parse(body) as Record<'id' | 'ticket' | 'code', string>;
      const isRight = totp.validate({ token: code, window: 1 }) !== null;
      if (tickets.get(ticket) !== id || !isRight) return json(response, {}, 401);
      const session = give(sessions, id);
      const set = { 'set-cookie': `session_id=${session}; Path=/` };
      return json(response, { session }, 200, cookie ? set : {});
    },
  };
  return { tickets, sessions, routes };
}

/** Accounts that sign in so. `sent`: what their requests carry then, beside cookies. */
export function twoStepAccounts(
  url: string,
  sent: (session: string) => Record<string, string>,
): Definition['accounts'] {
  return {
    ...describeDeployment(url).accounts,
    async create({ http }) {
      const { id } = (await http.post('/sign-up')).json<{ id: string }>();
      return { credentials: { id, totpSecret: totp.secret.base32 }, ids: { account: id } };
    },
    async signIn({ http, account, code }) {
      const { id } = account.credentials;
      const first = await http.post('/sign-in/first', { json: { id } });
      const { ticket } = first.json<{ mfa: { ticket: string } }>().mfa;
      const answer = await http.post('/sign-in', { json: { id, ticket, code: await code() } });
      return { headers: sent(answer.json<{ session: string }>().session) };
    },
  };
}
