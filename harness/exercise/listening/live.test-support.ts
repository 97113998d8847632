import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Definition } from '../../deployment/definition.ts';
import { events, list, noSurface, read, socket } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../worker/worker.test-support.ts';
import type { Deployment, Note } from '../worker/worker.test-support.ts';

/** Faults of the small deployment. Default: none. */
export type Faults = {
  /** All listeners receive the events of all accounts. */
  toAll?: true;
  /** Connections that were opened before the release changed receive the events of all accounts since. */
  toAllFromBefore?: true;
  /** A subscription does not check the note's owner. */
  anyNote?: true;
  /** Listening needs no session. */
  anonymous?: true;
  /** A signed-out session still opens new connections. */
  signedOut?: true;
  /** Who comes right after a connection broke off is taken for whoever had it, too. */
  placeKept?: true;
  /** Signing out neither ends an open connection nor stops its messages. */
  kept?: true;
  /** Each event comes a few thousand times. */
  flood?: true;
  /** No event is ever sent. */
  mute?: true;
  /** No event is ever sent to the account that wrote the first note. */
  muteToFirst?: true;
  /** Messages are sent in binary frames. */
  binary?: true;
  /** The first message to whoever listens to an account, made of the account's notes. Default: no such message. */
  snapshot?(own: readonly Note[]): object;
};

type Seat = {
  /** The release when it was taken. */
  since?: string;
  viewer: string | undefined;
  sid: string;
  note: string | null;
  tell(event: object): void;
  end(): void;
};

/** Surfaces for listening to an account and to a note, which is named in the address or in the first message. */
export const liveSurfaces = [
  socket('GET /live', { gives: 'list', act: 'send' }),
  socket('GET /ws/{note}', { gives: 'read', act: 'send' }),
  socket('GET /hub', {
    gives: 'read',
    act: 'send',
    needs: ['note'],
    async *hello({ ids, reply }) {
      yield { type: 'init' };
      await reply();
      yield { type: 'subscribe', note: ids['note'] };
    },
  }),
  // The address holds the session's token, as for a browser, which sends a WebSocket no header.
  socket('GET /live#by-token', {
    gives: 'list',
    act: 'send',
    connect: ({ headers }) => `/live?token=${headers['x-session']}`,
  }),
  events('GET /live-events', { gives: 'list', act: 'send' }),
  // A note is subscribed to by a request beside the stream.
  events('GET /feed', {
    gives: 'read',
    act: 'send',
    needs: ['note'],
    async hello({ http, ids, reply }) {
      const { seat } = JSON.parse(await reply()) as { seat: number };
      await http.post(`/follow/${ids['note']}`, { json: { seat } });
    },
  }),
  events('GET /events/{note}', { gives: 'read', act: 'send' }),
];

/** Starts a small deployment whose notes can be written to and listened to. */
export async function deployLive(faults: Faults = {}, release: () => string = () => '1') {
  const seats = new Set<Seat>();
  const numbered: Seat[] = [];
  const signedOut = new Set<string>();
  /** Who had connections that broke off. */
  const left: (string | undefined)[] = [];
  const tokenIn = (request: IncomingMessage) => /token=(\w+)/.exec(request.url ?? '')?.[1];
  const sid = (request: IncomingMessage) =>
    tokenIn(request) ?? /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const knownAs = (deployment: Deployment, request: IncomingMessage) =>
    (request.url ?? '').includes('token=')
      ? deployment.viewer({ headers: { cookie: `sid=${tokenIn(request)}` } })
      : deployment.viewer(request);
  const signedIn = (deployment: Deployment, request: IncomingMessage) =>
    signedOut.has(sid(request)) ? undefined : knownAs(deployment, request);
  const viewerOf = (deployment: Deployment, request: IncomingMessage) =>
    (faults.signedOut ? knownAs(deployment, request) : signedIn(deployment, request)) ??
    (faults.anonymous ? '' : undefined);
  const isAllowed = (deployment: Deployment, viewer: string, id: string) =>
    viewer === '' ||
    (faults.anyNote ?? false) ||
    deployment.notes.some(({ id: one, owner }) => one === id && owner === viewer);
  const sit = (
    seat: Seat,
    closes: { on(event: 'close', listener: (code?: number) => void): unknown },
  ) => {
    seat.since = release();
    const own = deployment.notes.filter(({ owner }) => owner === seat.viewer);
    const first = seat.note === null ? faults.snapshot?.(own) : undefined;
    if (first !== undefined) seat.tell(first);
    seats.add(seat);
    const place = faults.placeKept && left.length > 0 ? { ...seat, viewer: left.pop() } : null;
    if (place !== null) seats.add(place);
    closes.on('close', (code) => {
      seats.delete(seat);
      if (place !== null) seats.delete(place);
      // No close frame came (RFC 6455, 7.1.5).
      if (code === 1006) left.push(seat.viewer);
    });
  };
  const accept = (
    deployment: Deployment,
    viewer: string,
    request: IncomingMessage,
    line: WebSocket,
  ) => {
    const path = request.url ?? '';
    const seat: Seat = {
      viewer,
      sid: sid(request),
      note: path.startsWith('/ws/') ? path.slice(4) : null,
      tell: (event) => {
        const text = JSON.stringify(event);
        line.send(faults.binary ? Buffer.from(text) : text);
      },
      end: () => line.close(4401),
    };
    if (path !== '/hub') return sit(seat, line);
    line.on('message', (data) => {
      const { type, note } = JSON.parse(Buffer.isBuffer(data) ? data.toString() : '') as {
        type: string;
        note?: string;
      };
      if (type === 'init') return seat.tell({ type: 'ack' });
      if (!isAllowed(deployment, viewer, note ?? '')) return seat.tell({ type: 'error', note });
      sit({ ...seat, note: note ?? null }, line);
      seat.tell({ type: 'subscribed', note });
    });
  };
  const stream = (deployment: Deployment, request: IncomingMessage, response: ServerResponse) => {
    const viewer = viewerOf(deployment, request);
    const note = noteAt(deployment, request);
    if (viewer === undefined) return json(response, {}, 401);
    if (note && !isAllowed(deployment, viewer, note.id)) return json(response, {}, 404);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': welcome\n\n');
    const tell = (event: object) => {
      const lines = JSON.stringify(event, null, 1).split('\n');
      response.write(`id: 1\nevent: message\n${lines.map((one) => `data: ${one}\n`).join('')}\n`);
    };
    sit(
      { viewer, sid: sid(request), note: note?.id ?? null, tell, end: () => response.end() },
      response,
    );
  };
  const tellOf = (note: Note | undefined, text: string) => {
    for (const seat of faults.mute ? [] : seats) {
      const isFor = seat.note === null ? seat.viewer === note?.owner : seat.note === note?.id;
      const isMuted = faults.muteToFirst && seat.viewer === deployment.notes[0]?.owner;
      const isMixedUp = faults.toAllFromBefore === true && seat.since !== release();
      const isTold = (isFor || isMixedUp || faults.toAll) && !isMuted;
      const times = !isTold ? 0 : faults.flood ? 3000 : 1;
      for (let time = 0; time < times; time += 1)
        seat.tell({ type: 'message', note: note?.id, text });
    }
  };
  const server = new WebSocketServer({ noServer: true });
  const deployment = await deploy(
    {
      'GET /version': (_, request, response) => void response.end(release()),
      'POST /sign-out': (_, request, response) => {
        signedOut.add(sid(request));
        for (const seat of faults.kept ? [] : seats) if (seat.sid === sid(request)) seat.end();
        json(response, {}, 200, { 'set-cookie': 'sid=; Path=/; Max-Age=0' });
      },
      'GET /notes': (live, request, response) => {
        const viewer = signedIn(live, request);
        const own = live.notes.filter(({ owner }) => owner === viewer);
        json(response, own, viewer === undefined ? 401 : 200);
      },
      'GET /notes/{}': (live, request, response) => {
        const viewer = signedIn(live, request);
        const note = noteAt(live, request);
        if (viewer !== undefined && note?.owner === viewer) return json(response, note);
        json(response, {}, viewer === undefined ? 401 : 404);
      },
      'POST /messages/{}': (live, request, response, text) => {
        tellOf(noteAt(live, request), text);
        json(response, {}, 201);
      },
      'POST /written/{}': (live, request, response) => {
        tellOf(noteAt(live, request), 'a note was written');
        json(response, {}, 201);
      },
      'GET /live-events': stream,
      'GET /feed': (live, request, response) => {
        const viewer = viewerOf(live, request);
        if (viewer === undefined) return json(response, {}, 401);
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const tell = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`);
        const end = () => response.end();
        const seat = { viewer, sid: sid(request), note: 'none yet', tell, end };
        sit(seat, response);
        tell({ seat: numbered.push(seat) - 1 });
      },
      'POST /follow/{}': (live, request, response, body) => {
        const viewer = viewerOf(live, request);
        const note = noteAt(live, request);
        const seat = numbered[(JSON.parse(body) as { seat: number }).seat];
        if (viewer === undefined || seat?.viewer !== viewer) return json(response, {}, 401);
        if (note === undefined || !isAllowed(live, viewer, note.id)) return json(response, {}, 403);
        seat.note = note.id;
        json(response, {});
      },
      'GET /events/{}': stream,
    },
    (live, request, raw, head) => {
      const path = request.url ?? '';
      const viewer = viewerOf(live, request);
      const isOpen =
        viewer !== undefined &&
        (!path.startsWith('/ws/') || isAllowed(live, viewer, path.slice(4)));
      if (!isOpen) return void raw.end(`HTTP/1.1 ${viewer === undefined ? 401 : 403} No\r\n\r\n`);
      server.handleUpgrade(request, raw, head, (line) => accept(live, viewer, request, line));
    },
  );
  return deployment;
}

/** The definition of this deployment. */
export function describeLive(url: string, more: Partial<Definition> = {}): Definition {
  const { accounts } = describeDeployment(url);
  return describeDeployment(url, {
    accounts: {
      ...accounts,
      async signIn({ http, account }) {
        const signedIn = await http.post('/sign-in', { json: { id: account.credentials['id'] } });
        return { headers: { 'x-session': signedIn.json<{ sid: string }>().sid } };
      },
    },
    surfaces: [
      list('GET /notes'),
      read('GET /notes/{note}'),
      noSurface('stream', 'none'),
      ...liveSurfaces,
    ],
    actions: {
      write: {
        creates: true,
        async run({ http, token }) {
          const { id } = (await http.post('/notes', { body: token('text') })).json<{
            id: string;
          }>();
          await http.post(`/written/${id}`);
          return { note: id };
        },
      },
      send: {
        run: async ({ http, ids, token }) =>
          void (await http.post(`/messages/${ids['note']}`, { body: `hello ${token('message')}` })),
      },
    },
    ...more,
  });
}
