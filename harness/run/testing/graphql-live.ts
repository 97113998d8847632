import { buildSchema, graphql } from 'graphql';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment } from '../../exercise/worker/worker.test-support.ts';

/** What the service does wrong: it does not look whose note is subscribed to, or tells all subscribers of all notes. */
export type LiveFault = 'note' | 'all';

const schema = buildSchema(`
  type Query { notes: [Note!]! }
  type Note { id: ID! text: String! }
  type Subscription { noteWritten(id: ID!): Note writtenToMe: Note }
`);

type Seat = {
  sid: string;
  viewer: string;
  note: string | null;
  tell(data: object): void;
  end(): void;
};
type Subscribe = { query: string; variables?: { id?: string } };

/** Starts a GraphQL service that tells of what is written to notes: by graphql-transport-ws, and by server-sent events. */
export async function startGraphQlLive(
  fault: LiveFault | null,
  protocol = 'graphql-transport-ws',
): Promise<{ url: string }> {
  const seats = new Set<Seat>();
  const left = new Set<string>();
  const sidOf = ({ headers }: IncomingMessage) => /sid=(\w+)/.exec(headers.cookie ?? '')?.[1] ?? '';
  const viewerOf = (deployment: Deployment, request: IncomingMessage) =>
    left.has(sidOf(request)) ? undefined : deployment.viewer(request);
  const mayListen = ({ notes }: Deployment, viewer: string, note: string | null) =>
    note === null ||
    fault === 'note' ||
    notes.some(({ id, owner }) => id === note && owner === viewer);
  const refusal = { message: 'no', extensions: { code: 'FORBIDDEN' } };
  const isOlder = protocol === 'graphql-ws';
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => offered.has(protocol) && protocol,
  });
  const stream = (
    deployment: Deployment,
    request: IncomingMessage,
    response: ServerResponse,
    variables: string,
  ): void => {
    const viewer = viewerOf(deployment, request);
    const { id: note = null } = JSON.parse(variables) as { id?: string };
    if (viewer === undefined) return json(response, {}, 401);
    if (!mayListen(deployment, viewer, note)) return json(response, { errors: [refusal] });
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    const tell = (data: object) => response.write(`event: next\ndata: ${JSON.stringify(data)}\n\n`);
    const seat = { sid: sidOf(request), viewer, note, tell, end: () => response.end() };
    seats.add(seat);
    response.on('close', () => void seats.delete(seat));
  };
  return deploy(
    {
      'GET /version': (_, request, response) => void response.end('1'),
      'POST /sign-out': (_, request, response) => {
        left.add(sidOf(request));
        for (const seat of seats) if (seat.sid === sidOf(request)) seat.end();
        json(response, {});
      },
      'POST /written/{}': (deployment, request, response, text) => {
        const id = (request.url ?? '').split('/').at(-1) ?? '';
        const owner = deployment.notes.find((note) => note.id === id)?.owner;
        for (const seat of seats) {
          const isFor =
            seat.note === null ? fault === 'all' || seat.viewer === owner : seat.note === id;
          const field = seat.note === null ? 'writtenToMe' : 'noteWritten';
          if (isFor) seat.tell({ data: { [field]: { id, text } } });
        }
        json(response, {}, 201);
      },
      'POST /graphql': async (deployment, request, response, body) => {
        const viewer = viewerOf(deployment, request);
        const { query } = JSON.parse(body) as { query: string };
        const own = deployment.notes.filter(({ owner }) => owner === viewer);
        const rootValue = { notes: own };
        if (viewer === undefined && !query.includes('__schema'))
          return json(response, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
        json(response, await graphql({ schema, source: query, rootValue }));
      },
      'GET /stream': (deployment, request, response) => {
        const asked = new URL(request.url ?? '', 'http://any.invalid').searchParams;
        stream(deployment, request, response, asked.get('variables') ?? '{}');
      },
      'POST /stream': (deployment, request, response, body) => {
        const { variables } = JSON.parse(body) as { variables: object };
        stream(deployment, request, response, JSON.stringify(variables));
      },
    },
    (deployment, request, socket, head) => {
      const viewer = viewerOf(deployment, request);
      if (viewer === undefined && !isOlder)
        return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      server.handleUpgrade(request, socket, head, (line) => {
        const say = (message: object) => line.send(JSON.stringify(message));
        if (viewer === undefined) {
          // As subscriptions-transport-ws does.
          say({ type: 'connection_error', id: '', payload: { message: 'Forbidden' } });
          return line.close(1011);
        }
        line.on('message', (data) => {
          const text = Buffer.isBuffer(data) ? data.toString() : '';
          const { id, type, payload } = JSON.parse(text) as {
            id: string;
            type: string;
            payload: Subscribe;
          };
          if (type === 'connection_init') {
            say({ type: 'connection_ack' });
            if (isOlder) say({ type: 'ka' });
            return;
          }
          if (type !== (isOlder ? 'start' : 'subscribe')) return line.close(4400);
          const note = payload.variables?.id ?? null;
          if (!mayListen(deployment, viewer, note))
            return say({ id, type: 'error', payload: [refusal] });
          const tell = (told: object) =>
            say({ id, type: isOlder ? 'data' : 'next', payload: told });
          const seat = { sid: sidOf(request), viewer, note, tell, end: () => line.close(4401) };
          seats.add(seat);
          line.on('close', () => void seats.delete(seat));
        });
      });
    },
  );
}
