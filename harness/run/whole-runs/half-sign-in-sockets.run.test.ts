import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { events, list, socket } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { give, twoStepAccounts, twoSteps } from './half-sign-in.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

const tokenOf = (headers: Readonly<Record<string, string | undefined>>) =>
  headers['authorization']?.slice('Bearer '.length) ?? 'none';

/** Ways to listen to one's own notes, which tell the server the token of a session. */
const ways: Record<string, Surface> = {
  'the query of a WebSocket': socket('GET /live', {
    gives: 'list',
    act: 'write',
    connect: ({ headers }) => `/live?token=${tokenOf(headers)}`,
  }),
  'the first message of a WebSocket': socket('GET /late', {
    gives: 'list',
    act: 'write',
    async *hello({ headers, reply }) {
      yield { token: tokenOf(headers) };
      await reply();
    },
  }),
  'a ticket that it fetches for a WebSocket': socket('GET /live', {
    gives: 'list',
    act: 'write',
    connect: async ({ http }) =>
      `/live?ticket=${(await http.post('/tickets')).json<{ ticket: string }>().ticket}`,
  }),
  'the header of an event stream': events('GET /events', { gives: 'list', act: 'write' }),
};

/**
 * A deployment with two steps of signing in, whose requests need an `x-client`, too. `opens`: what listens takes the
 * ticket of the first step for a session.
 */
async function judge(surface: Surface, opens: boolean) {
  const { tickets, sessions, routes: signIn } = twoSteps();
  const forSockets = new Map<string, string>();
  const seats = new Set<{ viewer: string; tell(note: object): void }>();
  const listenerWith = (token: string) =>
    sessions.get(token) ?? (opens ? tickets.get(token) : undefined);
  const bearer = ({ headers }: IncomingMessage) =>
    headers['x-client'] === 'web' ? tokenOf({ authorization: headers.authorization }) : '';
  const viewer = (request: IncomingMessage) => sessions.get(bearer(request));
  const routes: Routes = {
    ...signIn,
    'POST /tickets': (_, request, response) => {
      const listener = listenerWith(bearer(request));
      if (listener === undefined) return json(response, {}, 401);
      json(response, { ticket: give(forSockets, listener) });
    },
    'POST /notes': (deployment, request, response, text) => {
      const owner = viewer(request);
      if (owner === undefined) return json(response, {}, 401);
      const note = { id: `note_${randomBytes(8).toString('hex')}`, owner, text };
      deployment.notes.push(note);
      for (const seat of seats) if (seat.viewer === owner) seat.tell(note);
      json(response, { id: note.id }, 201);
    },
    'GET /notes': ({ notes }, request, response) => {
      const owner = viewer(request);
      if (owner === undefined) return json(response, {}, 401);
      json(response, { notes: notes.filter((note) => note.owner === owner) });
    },
    'GET /events': (_, request, response) => {
      const listener = listenerWith(bearer(request));
      if (listener === undefined) return json(response, {}, 401);
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
      const tell = (note: object) => response.write(`data: ${JSON.stringify(note)}\n\n`);
      const seat = { viewer: listener, tell };
      seats.add(seat);
      response.on('close', () => seats.delete(seat));
    },
  };
  const server = new WebSocketServer({ noServer: true });
  const sit = (line: WebSocket, listener: string) => {
    const seat = { viewer: listener, tell: (note: object) => line.send(JSON.stringify(note)) };
    seats.add(seat);
    line.on('close', () => seats.delete(seat));
    line.send('{"type":"welcome"}');
  };
  const { url } = await deploy(routes, (_, request, raw, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://live.test');
    const listener =
      listenerWith(searchParams.get('token') ?? '') ??
      forSockets.get(searchParams.get('ticket') ?? '');
    if (pathname === '/live' && listener === undefined)
      return void raw.end('HTTP/1.1 401 No\r\n\r\n');
    server.handleUpgrade(request, raw, head, (line) => {
      if (listener !== undefined) return sit(line, listener);
      line.on('message', (data: Buffer) => {
        const { token } = JSON.parse(data.toString()) as { token: string };
        const told = listenerWith(token);
        if (told === undefined) line.close(4401);
        else sit(line, told);
      });
    });
  });
  const accounts = twoStepAccounts(url, (session) => ({
    'x-client': 'web',
    authorization: `Bearer ${session}`,
  }));
  const judged = await sweepAndJudge(url, [list('GET /notes', { shows: 'note' }), surface], {
    accounts,
    actions: {
      write: {
        creates: true,
        run: async ({ http, token }) => ({
          note: (await http.post('/notes', { body: token('text') })).json<{ id: string }>().id,
        }),
      },
    },
  });
  const recorded = JSON.stringify(judged.worker.recorded);
  for (const ticket of tickets.keys()) expect(recorded).not.toContain(ticket);
  return judged;
}

it.each(Object.entries(ways))('a ticket of the first step is tried in %s', async (_, surface) => {
  const violated = await judge(surface, true);
  expect(resultOf(violated, 'second-factor-required')).toMatchObject({ verdict: 'violated' });
  const { breaches = [] } = violated.findings['second-factor-required'] ?? {};
  expect(new Set(breaches.map(({ attempt }) => `${attempt.surface} ${attempt.variant}`))).toEqual(
    new Set([`${surface.id} first-step-in-header-1`]),
  );

  const healthy = await judge(surface, false);
  expect(resultOf(healthy, 'second-factor-required')).toEqual({
    verdict: 'holds',
    owners: [],
    reasons: [],
  });
  const tried = healthy.worker.recorded.attempts.filter(
    ({ surface: id, variant }) => id === surface.id && variant.startsWith('first-step'),
  );
  expect(tried.map(({ outcome }) => outcome)).toEqual(tried.map(() => 'denied'));
  expect(tried.length).toBeGreaterThan(0);
});
