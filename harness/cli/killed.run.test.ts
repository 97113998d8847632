import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { json, serve } from '../exercise/http/serve.test-support.ts';
import { inParallel } from '../exercise/state/in-parallel.ts';
import { emptyFolder } from '../run/testing/work-folder.ts';
import { start as startChaperone, type Running } from './testing/chaperone.ts';
import { chaperoneHere } from './testing/in-process.ts';

const surfaces = new URL('../deployment/surfaces.ts', import.meta.url).href;
/** Moments at which each of `seed` and `verify` is killed. */
const moments = 25;
const minutes = 60_000;

const definition = (
  url: string,
  service: string,
) => `import { list, noSurface, read } from '${surfaces}';
export default {
  name: 'Visits',
  url: '${url}',
  headers: { 'x-service': '${service}' },
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
type Service = {
  state: State;
  requests: number;
  onRequest: (count: number) => void;
  /** Connections to it. */
  open: Set<Socket>;
};

/** Starts services of accounts with visits, at one address: a header tells which of them is meant. */
async function startVisits() {
  const services = new Map<string, Service>();
  const newId = () => randomBytes(8).toString('hex');
  const act = (
    { state }: Service,
    request: IncomingMessage,
    body: string,
  ): [number, object | string, string?] => {
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
  const url = await serve((request, response, body) => {
    const service = services.get(String(request.headers['x-service']));
    if (service === undefined) return void response.writeHead(500).end();
    const { socket } = request;
    if (!service.open.has(socket)) {
      service.open.add(socket);
      socket.once('close', () => service.open.delete(socket));
    }
    const [status, answer, session] = act(service, request, body);
    service.onRequest(++service.requests);
    if (typeof answer === 'string') return void response.end(answer);
    const headers = session === undefined ? undefined : { 'set-cookie': `sid=${session}; Path=/` };
    json(response, answer, status, headers);
  });
  /** Another service, and a folder with its definition. */
  return async (state = emptyState()) => {
    const name = String(services.size);
    const service: Service = {
      state: structuredClone(state),
      requests: 0,
      onRequest: () => undefined,
      open: new Set(),
    };
    services.set(name, service);
    const folder = await emptyFolder();
    await writeFile(join(folder, 'chaperone.config.mjs'), definition(url, name));
    return { service, folder };
  };
}

/** Runs a command until the service has got its `moment`th request, and kills it then. */
async function killAt(service: Service, folder: string, args: string[], moment: number) {
  let running: Running | null = null;
  service.requests = 0;
  service.onRequest = (count) => {
    if (count === moment) running?.child.kill('SIGKILL');
  };
  running = startChaperone(folder, args);
  const ended = await running.ended;
  service.onRequest = () => undefined;
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
async function expectCleaned(service: Service, folder: string) {
  const runs = await runsIn(folder, '.chaperone');
  expect(service.state.accounts.size === 0 || runs.length === 1).toBe(true);
  for (const run of runs) {
    expect((await chaperoneHere(folder, ['clean'])).out).toContain(run);
    const { code, out } = await chaperoneHere(folder, ['clean', run]);
    // Where nobody knows whether an account was made, that is said; nothing else is left.
    expect(out).toMatch(/^(All accounts of the run are removed\.|(May exist: .*\n?)+)$/m);
    expect(out).not.toContain('Left on');
    expect(code).toBe(out.startsWith('All') ? 0 : 3);
  }
  expect([...service.state.accounts], 'accounts left').toEqual([]);
  expect([...service.state.visits], 'visits left').toEqual([]);
}

// Two factors at a time, so that a run is short; every kind of account is made all the same.
/** Commands in this process take turns, as it has one working directory. */
let last: Promise<unknown> = Promise.resolve();
function inTurn(work: () => Promise<void>): Promise<void> {
  const done = last.then(work, work);
  last = done;
  return done;
}

const seedArgs = ['seed', '--only', 'sweep', '--seed', '5', '--strength', '2'];

/** Commands that run at the same time: one starts while another works. */
const atOnce = 3;

it(
  'seed, killed at any moment, leaves nothing that `clean` does not find',
  async () => {
    const start = await startVisits();
    const whole = await start();
    expect((await chaperoneHere(whole.folder, seedArgs)).code).toBe(0);
    const all = whole.service.requests;
    await inParallel(spread(moments, all - 5), atOnce, async (moment) => {
      const { service, folder } = await start();
      expect(await killAt(service, folder, seedArgs, moment)).toMatchObject({ signal: 'SIGKILL' });
      await inTurn(async () => {
        const [run] = await runsIn(folder, 'reports/runs');
        if (run !== undefined) {
          expect((await chaperoneHere(folder, ['judge', run])).code).toBe(3);
          if (moment % 4 === 1) {
            const again = await chaperoneHere(folder, ['verify', '--run', run]);
            expect(again.code).toBe(2);
            expect(again.err).toContain('did not come to its end');
          }
        }
        await expectCleaned(service, folder);
      });
    });
  },
  5 * minutes,
);

it(
  'verify, killed at any moment, can be judged, and leaves nothing that `clean` does not find',
  async () => {
    const start = await startVisits();
    const seeded = await start();
    expect((await chaperoneHere(seeded.folder, seedArgs)).code).toBe(0);
    const [run = ''] = await runsIn(seeded.folder, 'reports/runs');
    const updated = { ...seeded.service.state, release: '2' };
    const args = ['verify', '--run', run];
    const copy = async () => {
      const { service, folder } = await start(updated);
      for (const name of ['.chaperone', 'reports'])
        await cp(join(seeded.folder, name), join(folder, name), { recursive: true });
      return { service, folder };
    };
    const whole = await copy();
    expect((await chaperoneHere(whole.folder, args)).code).toBe(0);
    const all = whole.service.requests;
    await inParallel(spread(moments, all - 2), atOnce, async (moment) => {
      const { service, folder } = await copy();
      expect(await killAt(service, folder, args, moment)).toMatchObject({ signal: 'SIGKILL' });
      await inTurn(async () => {
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
        await expectCleaned(service, folder);
      });
    });
  },
  5 * minutes,
);

it(
  'verify, killed while properties run in a process of their own: that process ends too',
  async () => {
    const start = await startVisits();
    const { service, folder } = await start();
    const seeding = ['seed', '--only', 'properties', '--seed', '5', '--strength', '2'];
    expect((await chaperoneHere(folder, seeding)).code).toBe(0);
    const [run = ''] = await runsIn(folder, 'reports/runs');
    service.state.release = '2';
    const begun = join(folder, 'reports/runs', run, 'history/properties.ndjson');
    // Some requests after the process of the properties has begun, so that it is in the midst of its work.
    let moment = Infinity;
    const running = startChaperone(folder, ['verify', '--run', run]);
    service.onRequest = (count) => {
      if (moment === Infinity && existsSync(begun)) moment = count + 20;
      if (count === moment) running.child.kill('SIGKILL');
    };
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
    const killedAt = moment;
    await Promise.all(
      [...service.open].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    );
    expect(service.open.size).toBe(0);
    // What was under way is answered. A whole run of the properties makes thousands of requests.
    expect(service.requests - killedAt).toBeLessThan(100);
    await expectCleaned(service, folder);
  },
  5 * minutes,
);
