import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { onTestFinished } from 'vitest';
import { totpFrom } from '../../accounts/totp.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { Plan } from '../../domain/plan.ts';
import { json, serve } from '../http/serve.test-support.ts';
import type { Answer, Upgrade } from '../http/serve.test-support.ts';
import type { Account, Session, Thing } from '../state/held.ts';
import type { Worker } from './worker.ts';
import type { WorkerOptions } from './worker-options.ts';
import { openWorker } from './open-worker.ts';

export type Note = { id: string; owner: string; text: string };

/** The state of a small deployment: accounts with cookies, each with notes. */
export type Deployment = {
  url: string;
  notes: Note[];
  /** The account whose session a request carries; undefined if it carries none. */
  viewer(request: Pick<IncomingMessage, 'headers'>): string | undefined;
};

export type Routes = Record<
  string,
  (deployment: Deployment, ...rest: Parameters<Answer>) => void | Promise<void>
>;

const secret = new Secret({ size: 20 }).base32;

/**
 * Starts a small deployment. `routes` are added to its own, by method and path with `{}` for the last segment
 * (`GET /notes/{}`); `*` answers all other requests. Default: 404.
 */
export async function deploy(
  routes: Routes,
  upgrade?: (deployment: Deployment, ...rest: Parameters<Upgrade>) => void,
): Promise<Deployment> {
  const sessions = new Map<string, string>();
  const deployment: Deployment = {
    url: '',
    notes: [],
    viewer: (request) => sessions.get(/sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''),
  };
  const usual: Routes = {
    'POST /sign-up': (_, request, response) =>
      json(response, { id: `acc_${randomBytes(8).toString('hex')}` }, 201),
    'POST /sign-in': (_, request, response, body) => {
      const { id, code } = JSON.parse(body) as { id: string; code?: string };
      if (
        code !== undefined &&
        new TOTP({ secret: Secret.fromBase32(secret) }).validate({ token: code, window: 1 }) ===
          null
      ) {
        return json(response, {}, 401);
      }
      const sid = `session${randomBytes(16).toString('hex')}`;
      sessions.set(sid, id);
      return json(response, { sid }, 200, { 'set-cookie': `sid=${sid}; Path=/; HttpOnly` });
    },
    'POST /sign-in/first': (_, request, response) =>
      json(response, {}, 200, { 'set-cookie': 'half=1; Path=/' }),
    'POST /sign-out': (_, request, response) => {
      sessions.delete(/sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
      json(response, {}, 200, { 'set-cookie': 'sid=; Path=/; Max-Age=0' });
    },
    'POST /notes': (_, request, response, body) => {
      const note = {
        id: `note_${randomBytes(8).toString('hex')}`,
        owner: deployment.viewer(request) ?? '',
        text: body,
      };
      deployment.notes.push(note);
      json(response, { id: note.id }, 201);
    },
  };
  const all = { ...usual, ...routes };
  deployment.url = await serve(
    (request, response, body) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const exact = `${request.method} ${path}`;
      const answer = all[exact] ?? all[exact.replace(/\/[^/]+$/, '/{}')] ?? all['*'];
      return answer === undefined
        ? json(response, {}, 404)
        : answer(deployment, request, response, body);
    },
    upgrade && ((...upgraded) => upgrade(deployment, ...upgraded)),
  );
  return deployment;
}

/** The note that a path ends with. */
export function noteAt(deployment: Deployment, request: IncomingMessage): Note | undefined {
  const id = (request.url ?? '').split('?')[0]?.split('/').at(-1);
  return deployment.notes.find((note) => note.id === id);
}

/** The definition of this deployment. Accounts of a cohort `{ factor: 'totp' }` have a second factor. */
export function describeDeployment(url: string, more: Partial<Definition> = {}): Definition {
  return {
    name: 'notes',
    url,
    timeout: 2000,
    release: async ({ http }) => (await http.get('/version')).text(),
    accounts: {
      async create({ http, cohort }) {
        const { id } = (await http.post('/sign-up')).json<{ id: string }>();
        return {
          credentials: { id, ...(cohort['factor'] === 'totp' ? { totpSecret: secret } : {}) },
          ids: { account: id },
        };
      },
      async signIn({ http, account, code }) {
        const { id, totpSecret } = account.credentials;
        if (totpSecret !== undefined) await http.post('/sign-in/first');
        await http.post('/sign-in', {
          json: { id, ...(totpSecret === undefined ? {} : { code: await code() }) },
        });
      },
      // Its accounts share a secret, and it takes a code several times: no test waits for the next.
      secondFactor: {
        code: ({ account }) => totpFrom(account.credentials['totpSecret'] ?? ''),
        has: ({ credentials }) => credentials['totpSecret'] !== undefined,
      },
      signOut: async ({ http }) => void (await http.post('/sign-out')),
    },
    consultations: {
      async create({ http, token }) {
        return {
          note: (await http.post('/notes', { body: `about ${token('text')}` })).json<{
            id: string;
          }>().id,
        };
      },
    },
    surfaces: [],
    ...more,
  };
}

/** Opens a worker in a folder of its own. The end of the test closes the worker and removes the folder. */
export async function testWorker(
  definition: Definition,
  more: Partial<WorkerOptions> = {},
): Promise<{ worker: Worker; history(): Promise<string> }> {
  const folder = more.folder ?? (await mkdtemp(join(tmpdir(), 'worker-test-')));
  const worker = await openWorker({
    folder,
    plan: planFor(definition.url ?? ''),
    definition,
    name: 'w',
    part: 'sweep',
    phase: 'before-update',
    firstAccount: 0,
    ...more,
  });
  onTestFinished(async () => {
    await worker.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    worker,
    history: () => readFile(join(folder, 'history', `${worker.name}.ndjson`), 'utf8'),
  };
}

function planFor(url: string): Plan {
  return {
    schema: 1,
    run: 77,
    name: 'test',
    deployment: 'notes',
    url,
    seed: 5,
    startedAt: 0,
    parts: ['sweep'],
    factors: {},
    strength: 3,
    cohortTuples: { covered: 0, total: 0 },
    update: { expected: false, name: null },
    surfaces: [],
    lacks: {},
    accept: [],
  };
}

export type Person = { account: Account; session: Session; thing: Thing };

/** An account with an open session and a note. */
export async function person(worker: Worker, cohort: Record<string, string> = {}): Promise<Person> {
  const account = await worker.createAccount({ cohort });
  const session = await worker.signIn(account);
  return { account, session, thing: await worker.createThing(session) };
}

const plainRoutes: Routes = {
  'GET /me': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    json(
      response,
      { viewer, cookies: request.headers.cookie ?? null },
      viewer === undefined ? 401 : 200,
    );
  },
  'GET /notes/{}': (deployment, request, response) =>
    json(response, noteAt(deployment, request) ?? {}),
  'GET /version': (_, request, response) => void response.end('2.1'),
};

/** Starts a small deployment that gives the viewer, notes and its version, and opens a worker on it. */
export async function startWorker(
  more: Parameters<typeof describeDeployment>[1] = {},
  extra: Routes = {},
) {
  const deployment = await deploy({ ...plainRoutes, ...extra });
  return { deployment, ...(await testWorker(describeDeployment(deployment.url, more))) };
}
