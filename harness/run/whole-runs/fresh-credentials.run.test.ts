import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { events, list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Routes } from '../../exercise/worker/worker.test-support.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

const newValue = () => randomBytes(24).toString('base64url');

/** How the page with a token looks, and the accounts whose token a viewer gets. */
type Given = {
  page?(token: string): string;
  /** Headers of the page, and its status where it is no 200. Default: of HTML. */
  head?(token: string): { status?: number; headers: Record<string, string> };
  /** The first event of a stream holds the token, too. Default: there is no such stream. */
  isLive?: true;
  whose(deployment: Deployment, viewer: string): string;
  /** Body and status of a refusal. Default: a 401. */
  refusal?: [body: object, status: number];
  /** Headers that each request of an account needs beside its token. Default: none. */
  beside?(id: string): Record<string, string>;
};

/** A deployment whose sessions are bearer tokens, and whose home page holds a token that is made anew. */
async function judge({
  page = (token) => `<h1>ACCOUNT</h1><script>app.start("${token}")</script>`,
  head = () => ({ headers: {} }),
  whose,
  beside = () => ({}),
  isLive,
  refusal = [{}, 401],
}: Given) {
  const tokens = new Map<string, string>();
  const sent = new Set<string>();
  const give = (id: string) => {
    const token = newValue();
    tokens.set(token, id);
    return token;
  };
  const viewer = ({ headers }: IncomingMessage) => {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    sent.add(token);
    const id = tokens.get(token);
    const isWhole = Object.entries(beside(id ?? '')).every(
      ([name, text]) => headers[name] === text,
    );
    return isWhole ? id : undefined;
  };
  const made = new Set<string>();
  const seats = new Set<{ viewer: string; tell(event: object): void }>();
  const routes: Routes = {
    'POST /sign-in': (_, request, response, body) =>
      json(response, { token: give((JSON.parse(body) as { id: string }).id) }),
    'POST /sign-out': (_, { headers }, response) => {
      tokens.delete(headers.authorization?.slice('Bearer '.length) ?? '');
      json(response, {});
    },
    'POST /notes': ({ notes }, request, response, text) => {
      const note = { id: `note_${randomBytes(8).toString('hex')}`, owner: viewer(request), text };
      if (note.owner === undefined) return json(response, {}, 401);
      notes.push({ ...note, owner: note.owner });
      for (const seat of seats) if (seat.viewer === note.owner) seat.tell(note);
      return json(response, { id: note.id }, 201);
    },
    'GET /home': (deployment, request, response) => {
      const account = viewer(request);
      if (account === undefined) return json(response, ...refusal);
      const token = give(whose(deployment, account));
      made.add(token);
      const { status = 200, headers } = head(token);
      response.writeHead(status, { 'content-type': 'text/html', ...headers });
      return void response.end(page(token).replace('ACCOUNT', account));
    },
    'GET /feed': (deployment, request, response) => {
      const account = viewer(request);
      if (account === undefined) return json(response, ...refusal);
      const token = give(whose(deployment, account));
      made.add(token);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const tell = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`);
      tell({ type: 'welcome', key: token });
      const seat = { viewer: account, tell };
      seats.add(seat);
      response.on('close', () => seats.delete(seat));
    },
    'GET /start': (_, request, response) => void response.end('<p>Welcome'),
    'GET /notes': ({ notes }, request, response) => {
      const account = viewer(request);
      if (account === undefined) return json(response, ...refusal);
      return json(response, { notes: notes.filter(({ owner }) => owner === account) });
    },
  };
  const { url } = await deploy(routes);
  const { accounts } = describeDeployment(url);
  const judged = await sweepAndJudge(
    url,
    [
      read('GET /home'),
      list('GET /notes', { shows: 'note' }),
      ...(isLive === undefined ? [] : [events('GET /feed', { gives: 'list', act: 'write' })]),
    ],
    {
      actions: {
        write: {
          creates: true,
          run: async ({ http, token }) => ({
            note: (await http.post('/notes', { body: token('text') })).json<{ id: string }>().id,
          }),
        },
      },
      accounts: {
        ...accounts,
        async signIn({ http, account }) {
          const answer = await http.post('/sign-in', { json: { id: account.credentials['id'] } });
          const { token } = answer.json<{ token: string }>();
          return {
            headers: {
              ...beside(account.credentials['id'] ?? ''),
              authorization: `Bearer ${token}`,
            },
          };
        },
      },
    },
  );
  const { verdict, breaches = [] } = judged.findings['no-foreign-credentials'] ?? {};
  const trials = judged.worker.recorded.attempts.filter(
    ({ probe }) => probe === 'fresh-credentials',
  );
  return {
    judged,
    verdict,
    found: [
      ...new Set(
        breaches.map(({ attempt, owner }) => `${attempt.viewer} ${owner} ${attempt.surface}`),
      ),
    ],
    trials: trials.length,
    sent: [...made].filter((token) => sent.has(token)),
    recorded: JSON.stringify(judged.worker.recorded),
  };
}

const next = ({ notes }: Deployment, viewer: string) => {
  const owners = [...new Set(notes.map(({ owner }) => owner))];
  return owners[(owners.indexOf(viewer) + 1) % owners.length] ?? viewer;
};

/** All accounts but the second are of one tenant. */
const tenants = new Map<string, string>();
const tenantOf = (id: string) => {
  const tenant = tenants.get(id) ?? (tenants.size === 1 ? 'galway' : 'london');
  if (id !== '') tenants.set(id, tenant);
  return tenant;
};

const packed = (token: string) =>
  Buffer.from(JSON.stringify({ session: token })).toString('base64');

describe.each<[string, Pick<Given, 'page' | 'head' | 'isLive'>]>([
  ['the first event of a stream', { page: () => 'ACCOUNT', isLive: true }],
  ['a meta tag', { page: (token) => `<p>ACCOUNT<meta name="api" content="${token}">` }],
  ['a meta tag without quotes', { page: (token) => `<p>ACCOUNT<meta name=api content=${token}>` }],
  [
    'an attribute of JSON',
    {
      page: (token) =>
        `<p data-boot="{&quot;me&quot;:&quot;ACCOUNT&quot;,&quot;key&quot;:&quot;${token}&quot;}">`,
    },
  ],
  [
    'JSON within a script',
    {
      page: (token) => `<p>ACCOUNT<script>boot(JSON.parse("{\\"key\\":\\"${token}\\"}"))</script>`,
    },
  ],
  [
    'a template of a script',
    { page: (token) => `<p>ACCOUNT<script>const key = \`${token}\`;</script>` },
  ],
  [
    'base64 of JSON in a page',
    { page: (token) => `<p>ACCOUNT<div data-boot="${packed(token)}"></div>` },
  ],
  [
    'base64 of JSON',
    {
      page: (token) => JSON.stringify({ me: 'ACCOUNT', boot: packed(token) }),
      head: () => ({ headers: { 'content-type': 'application/json' } }),
    },
  ],
  [
    'JSON within JSON',
    {
      page: (token) => JSON.stringify({ me: 'ACCOUNT', boot: JSON.stringify({ key: token }) }),
      head: () => ({ headers: { 'content-type': 'application/json' } }),
    },
  ],
  [
    'plain text',
    {
      page: (token) => `me=ACCOUNT\nkey=${token}\n`,
      head: () => ({ headers: { 'content-type': 'text/plain' } }),
    },
  ],
  [
    'a header',
    { page: () => 'ACCOUNT', head: (token) => ({ headers: { 'x-auth-token': token } }) },
  ],
  [
    'a cookie',
    {
      page: () => 'ACCOUNT',
      head: (token) => ({ headers: { 'set-cookie': `api_token=${token}; Path=/; HttpOnly` } }),
    },
  ],
  [
    'the fragment of a redirect',
    {
      page: () => 'ACCOUNT',
      head: (token) => ({
        status: 302,
        headers: { location: `/start#access_token=${token}&token_type=bearer` },
      }),
    },
  ],
  [
    'the query of a redirect',
    {
      page: () => 'ACCOUNT',
      head: (token) => ({ status: 302, headers: { location: `/start?access_token=${token}` } }),
    },
  ],
])('a new token in %s', (_, given) => {
  it('is tried', async () => {
    const exposed = await judge({ ...given, whose: next });
    expect(exposed.verdict).toBe('violated');
    for (const token of exposed.sent) expect(exposed.recorded).not.toContain(token);
  });

  it('is healthy if it is the viewer’s own', async () => {
    const { verdict, found } = await judge({ ...given, whose: (_state, viewer) => viewer });
    expect({ verdict, found }).toEqual({ verdict: 'holds', found: [] });
  });
});

describe('a page that holds a new token', () => {
  it('exposes another account if the token opens its view', async () => {
    const { verdict, found, sent, recorded, judged } = await judge({ whose: next });
    expect(verdict).toBe('violated');
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((each) => /^a(\d) a(?!\1)\d GET \/home$/.test(each))).toBe(true);
    expect(sent.length).toBeLessThanOrEqual(3);
    for (const token of sent) expect(recorded).not.toContain(token);
    expect(judged.findings['no-foreign-listing']?.verdict).toBe('holds');
  });

  it('is healthy if the token is the viewer’s own', async () => {
    const { verdict, found, sent, judged } = await judge({ whose: (_, viewer) => viewer });
    expect({ verdict, found }).toEqual({ verdict: 'holds', found: [] });
    expect(sent.length).toBe(3);
    expect(judged.findings['own-access']?.verdict).toBe('holds');
  });

  it('is healthy if the token opens nothing, and the refusal has a status of success', async () => {
    const refusal: Given['refusal'] = [{ errors: [{ message: 'no' }], data: null }, 200];
    const page = () => `<h1>ACCOUNT</h1><script>app.start("${newValue()}")</script>`;
    const { verdict, trials } = await judge({ whose: (_, viewer) => viewer, page, refusal });
    expect(verdict).toBe('holds');
    expect(trials).toBeGreaterThan(0);
  });

  it.each<[string, NonNullable<Given['beside']>]>([
    ['a client', () => ({ 'x-client': 'web', 'accept-language': 'en' })],
    ['a tenant', (id) => ({ 'x-tenant': tenantOf(id) })],
  ])('exposes another account if the token opens its view beside %s', async (_, beside) => {
    tenants.clear();
    const exposed = await judge({ whose: next, beside });
    expect(exposed.verdict).toBe('violated');
    tenants.clear();
    const healthy = await judge({ whose: (_deployment, viewer) => viewer, beside });
    expect({ verdict: healthy.verdict, found: healthy.found }).toEqual({
      verdict: 'holds',
      found: [],
    });
  });

  it.each([
    ['for forms', (token: string) => `<input name="_csrf" value="${token}">`],
    ['for a reset', (token: string) => `<i data-reset-token="${token}"></i>`],
    ['in a link', (token: string) => `<a href="/join?t=${token}">`],
    ['to renew by', (token: string) => `<script>x={"refresh_token":"${token}"}</script>`],
  ])('leaves a token %s alone', async (_, page) => {
    const { sent, trials } = await judge({ page, whose: next });
    expect({ sent, trials }).toEqual({ sent: [], trials: 0 });
  });
});
