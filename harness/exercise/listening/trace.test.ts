import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Definition } from '../../deployment/definition.ts';
import type { ListenSurface } from '../../deployment/surfaces/surface.ts';
import { events, socket } from '../../deployment/surfaces/surfaces.ts';
import { json, serve } from '../http/serve.test-support.ts';
import type { Upgrade } from '../http/serve.test-support.ts';
import {
  deploy,
  describeDeployment,
  noteAt,
  person,
  testWorker,
} from '../worker/worker.test-support.ts';

const what = { gives: 'read', act: 'touch', needs: ['note'] } as const;
const kinds = [
  ['a WebSocket', () => socket('GET /live', what)],
  ['an event stream', () => events('GET /live', what)],
] as const;

/** Lets an account and somebody else listen to its own, and gives what their connections were asked for with. */
async function heard(
  surface: (other: string) => ListenSurface,
  more: Partial<Definition> = {},
): Promise<{ traces: (string | undefined)[]; told: (string | undefined)[] }> {
  const told: (string | undefined)[] = [];
  const lines = new Set<(text: string) => void>();
  const keep = ({ headers }: IncomingMessage) => told.push(headers['traceparent']?.toString());
  const sockets = new WebSocketServer({ noServer: true });
  const upgrade: Upgrade = (request, raw, head) => {
    keep(request);
    sockets.handleUpgrade(request, raw, head, (line) => lines.add((text) => line.send(text)));
  };
  const stream = (request: IncomingMessage, response: ServerResponse) => {
    keep(request);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': welcome\n\n');
    lines.add((text) => response.write(`data: ${text}\n\n`));
  };
  const other = await serve((_, response) => void response.end(), upgrade);
  const deployment = await deploy(
    {
      'GET /live': (_, request, response) => stream(request, response),
      'POST /touch/{}': (live, request, response) => {
        for (const tell of lines) tell(JSON.stringify(noteAt(live, request)));
        json(response, {});
      },
    },
    (_, ...upgraded) => upgrade(...upgraded),
  );
  const asked = surface(other);
  const { worker } = await testWorker(
    describeDeployment(deployment.url, {
      surfaces: [asked],
      hosts: [new URL(other).host],
      actions: {
        touch: { run: async ({ http, ids }) => void (await http.post(`/touch/${ids['note']}`)) },
      },
      ...more,
    }),
  );
  const { session: owner, thing } = await person(worker);
  const round = { surface: asked, owner, thing, subject: thing, listeners: [null] };
  const attempts = await worker.listen(round);
  expect(attempts.map(({ status, channel }) => [status, channel])).toEqual(
    attempts.map(() => [asked.listen.protocol === 'websocket' ? 101 : 200, 'socket']),
  );
  // The first and the last attempt are of the owner's one connection.
  const [own, others, last] = attempts.map(({ trace }) => trace);
  expect(last).toBe(own);
  return { traces: [own, others], told };
}

it.each(kinds)('%s carries a trace of its own, which the attempt names', async (_, surface) => {
  const { traces, told } = await heard(surface);
  expect(told).toEqual(
    traces.map((trace) => expect.stringMatching(new RegExp(`^00-${trace}-[0-9a-f]{16}-00$`))),
  );
  expect(new Set(traces).size).toBe(2);
});

it.each(kinds)('%s carries none where the definition turned it off', async (_, surface) => {
  expect(await heard(surface, { tracing: false })).toEqual({
    traces: [undefined, undefined],
    told: [undefined, undefined],
  });
});

it('a connection to another origin carries none', async () => {
  const elsewhere = (other: string) => socket('GET /live', { ...what, connect: () => other });
  expect((await heard(elsewhere)).told).toEqual([undefined, undefined]);
});

it.each([
  ['/live?sig=Zk3vQ9xT1bW7pLs8Hn2RfYc6Zk3vQ9xT1bW7pLs8Hn2RfYc6', false],
  ['/live?of=notes', true],
])('a connection to %s, as it was told, carries one: %s', async (address, isTraced) => {
  const { told } = await heard(() => socket('GET /live', { ...what, connect: () => address }));
  expect(told.map((header) => header !== undefined)).toEqual([isTraced, isTraced]);
});
