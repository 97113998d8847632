import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { json, serve } from '../exercise/http/serve.test-support.ts';
import { emptyFolder } from '../run/testing/work-folder.ts';
import { start, type Running } from './testing/chaperone.ts';
import { chaperoneHere } from './testing/in-process.ts';

const surfaces = new URL('../deployment/surfaces.ts', import.meta.url).href;
/** Moments at which each of `seed` and `verify` is killed. */
const moments = 25;
const minutes = 60_000;

const definition = (url: string) => `import { list, noSurface, read } from '${surfaces}';
export default {
  name: 'Visits',
  url: '${url}',
  release: async ({ http }) => (await http.get('/version')).text(),
  accounts: {
    async create({ http, persona: { email, password } }) {
      const { id } = (await http.post('/accounts', { json: { email, password } })).json();
      return { credentials: { email, password }, ids: { account: id } };
    },
    signIn: async ({ http, account }) => void (await http.post('/sessions', { json: account.credentials })),
    signOut: async ({ http }) => void (await http.delete('/sessions')),
    secondFactor: { none: 'passwords only' },
    remove: async ({ http }) => void (await http.delete('/accounts')),
  },
  consultations: {
    create: async ({ http, token }) => ({
      visit: (await http.post('/visits', { json: { reason: token('reason') } })).json().id,
    }),
    remove: async ({ http, ids }) => void (await http.delete('/visits/' + ids.visit)),
  },
  surfaces: [list('GET /visits', { shows: 'visit' }), read('GET /visits/{visit}'), noSurface('stream', 'none')],
  browser: { none: 'there are no pages' },
};
`;

type State = {
  release: string;
  accounts: Map<string, { id: string; password: string }>;
  sessions: Map<string, string>;
  visits: Map<string, { id: string; owner: string; reason: string }>;
};

const emptyState = (): State => ({
  release: '1',
  accounts: new Map(),
  sessions: new Map(),
  visits: new Map(),
});

/** A service of accounts with visits. `onRequest` is called when it has acted, before it answers. */
async function startVisits() {
  const onRequest: (count: number) => void = () => undefined;
  const server = { url: '', state: emptyState(), requests: 0, onRequest };
  const newId = () => randomBytes(8).toString('hex');
  const act = (request: IncomingMessage, body: string): [number, object | string, string?] => {
    const { state } = server;
    const [, kind, id = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    const sid = /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const viewer = state.sessions.get(sid);
    const what = `${request.method} ${kind}`;
    if (what === 'GET version') return [200, state.release];
    if (what === 'POST accounts' || what === 'POST sessions') {
      const { email, password } = JSON.parse(body) as { email: string; password: string };
      if (what === 'POST accounts') {
        const account = { id: newId(), password };
        state.accounts.set(email, account);
        return [201, { id: account.id }];
      }
      const account = state.accounts.get(email);
      if (account?.password !== password) return [401, {}];
      const session = newId();
      state.sessions.set(session, account.id);
      return [200, {}, session];
    }
    if (viewer === undefined) return [401, {}];
    const own = [...state.visits.values()].filter(({ owner }) => owner === viewer);
    const visit = own.find((candidate) => candidate.id === id);
    if (what === 'DELETE sessions') state.sessions.delete(sid);
    else if (what === 'DELETE accounts') {
      for (const { id: visit } of own) state.visits.delete(visit);
      for (const [email, account] of state.accounts)
        if (account.id === viewer) state.accounts.delete(email);
    } else if (what === 'POST visits') {
      const made = { id: newId(), owner: viewer, reason: String(JSON.parse(body).reason) };
      state.visits.set(made.id, made);
      return [201, made];
    } else if (what === 'GET visits' && id === '') return [200, { items: own }];
    else if (visit === undefined) return [404, {}];
    else if (what === 'DELETE visits') state.visits.delete(id);
    return [200, visit ?? {}];
  };
  server.url = await serve((request, response, body) => {
    const [status, answer, session] = act(request, body);
    server.onRequest(++server.requests);
    if (typeof answer === 'string') return void response.end(answer);
    const headers = session === undefined ? undefined : { 'set-cookie': `sid=${session}; Path=/` };
    json(response, answer, status, headers);
  });
  return server;
}

type Server = Awaited<ReturnType<typeof startVisits>>;

/** Runs a command until the server has got its `moment`th request, and kills it then. */
async function killAt(server: Server, folder: string, args: string[], moment: number) {
  let running: Running | null = null;
  server.requests = 0;
  server.onRequest = (count) => {
    if (count === moment) running?.child.kill('SIGKILL');
  };
  running = start(folder, args);
  const ended = await running.ended;
  server.onRequest = () => undefined;
  return ended;
}

/** `count` numbers from 1 to `most`, evenly spread. */
const spread = (count: number, most: number) =>
  Array.from({ length: count }, (_, index) => 1 + Math.floor((index * (most - 1)) / (count - 1)));

const runsIn = async (folder: string, of: string) =>
  (await readdir(join(folder, of)).catch(() => [])).filter(
    (name) => name !== '.gitignore' && name !== 'latest',
  );

/** Expects that `clean` lists the run and removes all that it made. */
async function expectCleaned(server: Server, folder: string) {
  const runs = await runsIn(folder, '.chaperone');
  expect(server.state.accounts.size === 0 || runs.length === 1).toBe(true);
  for (const run of runs) {
    expect((await chaperoneHere(folder, ['clean'])).out).toContain(run);
    const { code, out } = await chaperoneHere(folder, ['clean', run]);
    // Where nobody knows whether an account was made, that is said; nothing else is left.
    expect(out).toMatch(/^(All accounts of the run are removed\.|(May exist: .*\n?)+)$/m);
    expect(out).not.toContain('Left on');
    expect(code).toBe(out.startsWith('All') ? 0 : 3);
  }
  expect([...server.state.accounts], 'accounts left').toEqual([]);
  expect([...server.state.visits], 'visits left').toEqual([]);
}

const seedArgs = ['seed', '--only', 'sweep', '--seed', '5'];

it(
  'seed, killed at any moment, leaves nothing that `clean` does not find',
  async () => {
    const server = await startVisits();
    const first = await emptyFolder();
    await writeFile(join(first, 'chaperone.config.mjs'), definition(server.url));
    expect((await chaperoneHere(first, seedArgs)).code).toBe(0);
    const all = server.requests;
    for (const moment of spread(moments, all - 5)) {
      server.state = emptyState();
      const folder = await emptyFolder();
      await writeFile(join(folder, 'chaperone.config.mjs'), definition(server.url));
      expect(await killAt(server, folder, seedArgs, moment)).toMatchObject({ signal: 'SIGKILL' });
      const [run] = await runsIn(folder, 'reports/runs');
      if (run !== undefined) {
        expect((await chaperoneHere(folder, ['judge', run])).code).toBe(3);
        if (moment % 4 === 1) {
          const again = await chaperoneHere(folder, ['verify', '--run', run]);
          expect(again.code).toBe(2);
          expect(again.err).toContain('did not come to its end');
        }
      }
      await expectCleaned(server, folder);
    }
  },
  5 * minutes,
);

it(
  'verify, killed at any moment, can be judged, and leaves nothing that `clean` does not find',
  async () => {
    const server = await startVisits();
    const folder = await emptyFolder();
    await writeFile(join(folder, 'chaperone.config.mjs'), definition(server.url));
    expect((await chaperoneHere(folder, seedArgs)).code).toBe(0);
    const [run = ''] = await runsIn(folder, 'reports/runs');
    const seeded = { ...structuredClone(server.state), release: '2' };
    const copy = await emptyFolder();
    const kept = ['.chaperone', 'reports'];
    for (const name of kept) await cp(join(folder, name), join(copy, name), { recursive: true });
    const args = ['verify', '--run', run];
    const restore = async () => {
      server.state = structuredClone(seeded);
      for (const name of kept) {
        await rm(join(folder, name), { recursive: true });
        await cp(join(copy, name), join(folder, name), { recursive: true });
      }
    };
    await restore();
    server.requests = 0;
    expect((await chaperoneHere(folder, args)).code).toBe(0);
    const all = server.requests;
    for (const moment of spread(moments, all - 2)) {
      await restore();
      expect(await killAt(server, folder, args, moment)).toMatchObject({ signal: 'SIGKILL' });
      // Killed while it removed the accounts: everything was judged by then.
      const isJudged = existsSync(join(folder, 'reports/runs', run, 'verdict.json'));
      if (isJudged) expect((await chaperoneHere(folder, ['judge', run])).code).toBe(0);
      else {
        expect((await chaperoneHere(folder, ['judge', run])).code).toBe(3);
        if (moment % 4 === 0) {
          const again = await chaperoneHere(folder, args);
          expect(again.err).not.toContain('verified already');
          expect(again).toMatchObject({ code: 3, out: expect.stringContaining('was killed') });
        }
      }
      await expectCleaned(server, folder);
    }
  },
  5 * minutes,
);
