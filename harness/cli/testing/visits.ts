import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { json, serve } from '../../exercise/http/serve.test-support.ts';
import { emptyFolder } from '../../run/testing/work-folder.ts';

const surfaces = new URL('../../deployment/surfaces/surfaces.ts', import.meta.url).href;

const made = `async create({ http, persona: { email, password } }) {
      const { id } = (await http.post('/accounts', { json: { email, password } })).json();
      return { credentials: { email, password }, ids: { account: id } };
    },
    remove: async ({ http }) => void (await http.delete('/accounts')),`;

/** @param accounts source text that says where accounts come from */
const definition = (
  url: string,
  service: string,
  accounts: string,
) => `import { list, noSurface, read } from '${surfaces}';
export default {
  name: 'Visits',
  url: '${url}',
  headers: { 'x-service': '${service}' },
  release: async ({ http }) => (await http.get('/version')).text(),
  accounts: {
    ${accounts}
    signIn: async ({ http, account }) => void (await http.post('/sessions', { json: account.credentials })),
    signOut: async ({ http }) => void (await http.delete('/sessions')),
    secondFactor: { none: 'passwords only' },
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

/**
 * A service of accounts with visits. `onRequest` is called when it has acted, before it answers.
 */
export type Service = {
  state: State;
  requests: number;
  /** @param what method and kind, such as `POST visits` */
  onRequest: (count: number, what: string) => void;
  /** Connections to it. */
  open: Set<Socket>;
};

/** Starts services of accounts with visits, at one address: a header tells which of them is meant. */
export async function startVisits() {
  const services = new Map<string, Service>();
  const newId = () => randomBytes(8).toString('hex');
  const act = (
    { state }: Service,
    request: IncomingMessage,
    body: string,
  ): [number, object | string, string?] => {
    const id = idIn(request);
    const sid = /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const viewer = state.sessions.get(sid);
    const what = whatOf(request);
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
      for (const [session, account] of state.sessions)
        if (account === viewer) state.sessions.delete(session);
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
    service.onRequest(++service.requests, whatOf(request));
    if (typeof answer === 'string') return void response.end(answer);
    const headers = session === undefined ? undefined : { 'set-cookie': `sid=${session}; Path=/` };
    json(response, answer, status, headers);
  });
  /**
   * Another service, and a folder with its definition.
   * @param pooled how many accounts there are already, for a definition with a pool. Default: accounts are created
   */
  return async (state = emptyState(), pooled?: number) => {
    const name = String(services.size);
    const service: Service = {
      state: structuredClone(state),
      requests: 0,
      onRequest: () => undefined,
      open: new Set(),
    };
    services.set(name, service);
    const folder = await emptyFolder();
    const accounts = pooled === undefined ? made : `pool: 'accounts.csv',`;
    await writeFile(join(folder, 'chaperone.config.mjs'), definition(url, name, accounts));
    if (pooled !== undefined) {
      const lines = Array.from({ length: pooled }, (_, index) => {
        const [email, password] = [`${index}-patient@visits.test`, `password ${index}`];
        if (!service.state.accounts.has(email))
          service.state.accounts.set(email, { id: newId(), password });
        return `${email},${password}\n`;
      });
      const text = `credentials.email,credentials.password\n${lines.join('')}`;
      await writeFile(join(folder, 'accounts.csv'), text);
    }
    return { service, folder };
  };
}

const stepsOf = ({ url = '' }: IncomingMessage) => url.split('?')[0]?.split('/') ?? [];
const whatOf = (request: IncomingMessage) => `${request.method} ${stepsOf(request)[1] ?? ''}`;
const idIn = (request: IncomingMessage) => stepsOf(request)[2] ?? '';
