import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { list } from '../../deployment/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

const totp = new TOTP();

type Place = 'bearer' | 'cookie';

/**
 * A deployment whose sign-in has two steps. The first answers with a ticket, which the second takes with a code.
 * `opens`: the ticket is taken for a session, too, at all addresses or at one alone.
 */
async function judge({ place, opens }: { place: Place; opens: boolean | 'an export' }) {
  const tickets = new Map<string, string>();
  const sessions = new Map<string, string>();
  const patterns = { bearer: /^Bearer (\S+)$/, cookie: /session_id=([^;]+)/ };
  const viewer = ({ headers, url: address }: IncomingMessage) => {
    const header = place === 'bearer' ? headers.authorization : headers.cookie;
    const value = patterns[place].exec(header ?? '')?.[1] ?? '';
    const isOpen = opens === true || (opens === 'an export' && address === '/export');
    return sessions.get(value) ?? (isOpen ? tickets.get(value) : undefined);
  };
  const give = (of: Map<string, string>, id: string) => {
    const value = randomBytes(20).toString('hex');
    of.set(value, id);
    return value;
  };
  const listNotes: Routes[string] = ({ notes }, request, response) => {
    const owner = viewer(request);
    if (owner === undefined) return json(response, {}, 401);
    return json(response, { notes: notes.filter((note) => note.owner === owner) });
  };
  const routes: Routes = {
    'POST /sign-in/first': (_, request, response, body) =>
      json(response, { mfa: { ticket: give(tickets, (JSON.parse(body) as { id: string }).id) } }),
    'POST /sign-in': (_, request, response, body) => {
      const { id, ticket, code } = JSON.parse(body) as Record<'id' | 'ticket' | 'code', string>;
      const isRight = totp.validate({ token: code, window: 1 }) !== null;
      if (tickets.get(ticket) !== id || !isRight) return json(response, {}, 401);
      const session = give(sessions, id);
      const cookie = { 'set-cookie': `session_id=${session}; Path=/` };
      return json(response, { session }, 200, place === 'cookie' ? cookie : {});
    },
    'POST /notes': (deployment, request, response, text) => {
      const note = { id: `note_${randomBytes(8).toString('hex')}`, owner: viewer(request), text };
      if (note.owner === undefined) return json(response, {}, 401);
      deployment.notes.push({ ...note, owner: note.owner });
      return json(response, { id: note.id }, 201);
    },
    'GET /notes': listNotes,
    'GET /letters': listNotes,
    'GET /export': listNotes,
  };
  const { url } = await deploy(routes);
  const described = describeDeployment(url);
  const accounts: Definition['accounts'] = {
    ...described.accounts,
    async create({ http }) {
      const { id } = (await http.post('/sign-up')).json<{ id: string }>();
      return { credentials: { id, totpSecret: totp.secret.base32 }, ids: { account: id } };
    },
    async signIn({ http, account, code }) {
      const { id } = account.credentials;
      const first = await http.post('/sign-in/first', { json: { id } });
      const { ticket } = first.json<{ mfa: { ticket: string } }>().mfa;
      const answer = await http.post('/sign-in', { json: { id, ticket, code: await code() } });
      if (place === 'cookie') return {};
      return { headers: { authorization: `Bearer ${answer.json<{ session: string }>().session}` } };
    },
  };
  const surfaces = ['GET /notes', 'GET /letters', 'GET /export'].map((id) =>
    list(id, { shows: 'note' }),
  );
  return sweepAndJudge(url, surfaces, { accounts });
}

it.each(['bearer', 'cookie'] as const)(
  'reports a ticket of the first step that opens a list in the place of a %s',
  async (place) => {
    const judged = await judge({ place, opens: true });
    expect(resultOf(judged, 'second-factor-required')).toMatchObject({ verdict: 'violated' });
    const { breaches = [] } = judged.findings['second-factor-required'] ?? {};
    expect(breaches.map(({ attempt }) => attempt.variant)).toContain(
      `first-step-in-${place === 'bearer' ? 'header' : 'cookie'}-1`,
    );
  },
);

it('reports a ticket of the first step that opens one address alone', async () => {
  const judged = await judge({ place: 'bearer', opens: 'an export' });
  expect(resultOf(judged, 'second-factor-required')).toMatchObject({ verdict: 'violated' });
});

it.each(['bearer', 'cookie'] as const)(
  'holds if a ticket of the first step opens nothing in the place of a %s',
  async (place) => {
    const judged = await judge({ place, opens: false });
    expect(resultOf(judged, 'second-factor-required')).toEqual({
      verdict: 'holds',
      owners: [],
      reasons: [],
    });
    const tried = judged.worker.recorded.attempts.filter(({ variant }) =>
      variant.startsWith('first-step'),
    );
    expect(tried.length).toBeGreaterThan(0);
    expect(tried.every(({ outcome }) => outcome === 'denied')).toBe(true);
  },
);
