import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { serve } from '../../http/serve.test-support.ts';
import type { Upgrade } from '../../http/serve.test-support.ts';
import type { LiveConnection } from './live-connection.ts';
import { openEvents } from './open-events.ts';
import { openSocket } from './open-socket.ts';

const long = 5000;

function open(
  url: string,
  how: typeof openSocket,
  more: { timeout?: number; signal?: AbortSignal } = {},
): LiveConnection {
  const request = { method: 'GET', url: new URL('/live', url), headers: {} };
  const connection = how({
    request,
    protocols: [],
    timeout: long,
    signal: new AbortController().signal,
    ...more,
  });
  onTestFinished(() => connection.close());
  return connection;
}

/** Starts a server and runs `act` on each of its sockets. */
async function withSockets(
  accept: (connection: WebSocket) => void,
  deflate = false,
): Promise<string> {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: deflate });
  return serve(
    (_, response) => void response.end(),
    (request, socket, head) => server.handleUpgrade(request, socket, head, accept),
  );
}

const upgraded = async (upgrade: Upgrade) => serve((_, response) => void response.end(), upgrade);

const streamed = async (write: (response: ServerResponse) => void) =>
  serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    write(response);
  });

const hasEnded = async ({ received }: LiveConnection) => {
  await received.until(() => received.ended !== null, long);
  return received;
};

describe('a WebSocket', () => {
  it('receives texts and bytes, and the close code with its reason', async () => {
    const url = await withSockets((connection) => {
      connection.send('one');
      connection.send(Buffer.from([1, 2]));
      connection.close(4403, 'not yours');
    });
    const received = await hasEnded(open(url, openSocket));
    expect(
      received.messages.map(({ content, label }) => [content.toString('latin1'), label]),
    ).toEqual([
      ['one', ''],
      ['\u0001\u0002', 'binary'],
    ]);
    expect(received).toMatchObject({
      status: 101,
      accepted: true,
      ended: { code: 4403, failure: null },
    });
    expect(received.ended?.text.toString()).toBe('not yours');
  });

  it.each<[string, (connection: WebSocket) => void, boolean, RegExp]>([
    [
      'a flood',
      (connection) => {
        const more = (error?: Error) => void (error ?? connection.send('x'.repeat(500), more));
        for (let count = 0; count < 50; count += 1) more();
      },
      false,
      /more came than can be taken/,
    ],
    [
      'a huge message',
      (connection) => connection.send(Buffer.alloc(6 << 20)),
      false,
      /sent too much/,
    ],
    [
      'a small message that inflates',
      (connection) => connection.send(Buffer.alloc(64 << 20)),
      true,
      /sent too much/,
    ],
  ])('gives up on %s', async (_, accept, deflate, why) => {
    const received = await hasEnded(open(await withSockets(accept, deflate), openSocket));
    expect(received.ended?.failure).toMatch(why);
    expect(received.messages.length).toBeLessThanOrEqual(1000);
  });

  it('reads the body of a refusal, follows no redirect, and does not wait endlessly', async () => {
    const elsewhere: string[] = [];
    const refusing = await upgraded((request, socket) => {
      elsewhere.push(request.url ?? '');
      socket.end('HTTP/1.1 302 Found\r\nLocation: /sign-in\r\nContent-Length: 4\r\n\r\nGo!\n');
    });
    const refused = await hasEnded(open(refusing, openSocket));
    expect(refused).toMatchObject({
      status: 302,
      accepted: false,
      headers: { location: '/sign-in' },
    });
    expect(refused.ended?.text.toString()).toBe('Go!\n');
    expect(elsewhere).toEqual(['/live']);
    const silent = await upgraded(() => undefined);
    const waited = await hasEnded(open(silent, openSocket, { timeout: 50 }));
    expect(waited.ended?.failure).toBe('the connection was not accepted in time');
  });

  it('ends when the run is interrupted', async () => {
    const controller = new AbortController();
    const connection = open(await withSockets(() => undefined), openSocket, {
      signal: controller.signal,
    });
    await connection.received.until(() => connection.received.accepted, long);
    controller.abort();
    expect((await hasEnded(connection)).ended?.failure).toBe('interrupted');
  });
});

describe('a stream of events', () => {
  it('receives events of several lines, with name and id, and comments', async () => {
    const url = await streamed((response) => {
      response.end(': hi\n\nid: 7\nevent: told\ndata: {"a":\ndata: 1}\n\ndata: last\n\n');
    });
    const received = await hasEnded(open(url, openEvents));
    expect(received.messages.map(({ content, label }) => [content.toString(), label])).toEqual([
      ['hi', ''],
      ['{"a":\n1}', 'told 7'],
      ['last', ''],
    ]);
    expect(received.ended).toMatchObject({ code: null, failure: null });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    [
      'events',
      (response) => {
        const more = () =>
          void (response.write('data: x\n\n'.repeat(200))
            ? setImmediate(more)
            : response.once('drain', more));
        more();
      },
    ],
    [
      'a line',
      (response) => {
        response.write('data: ');
        const more = () =>
          void (response.write('x'.repeat(1 << 16))
            ? setImmediate(more)
            : response.once('drain', more));
        more();
      },
    ],
  ])('gives up on %s without end', async (_, write) => {
    const received = await hasEnded(open(await streamed(write), openEvents));
    expect(received.ended?.failure).toBe('more came than can be taken');
    expect(received.messages.length).toBeLessThanOrEqual(1000);
  });

  it('reads a refusal to its end or to the limit, and does not wait endlessly', async () => {
    const url = await serve(
      (_, response) => void response.writeHead(403).write('x'.repeat(1 << 17)),
    );
    const received = await hasEnded(open(url, openEvents));
    expect(received).toMatchObject({ status: 403, accepted: false, ended: { failure: null } });
    expect(received.ended?.text).toHaveLength(1 << 16);
    const silent = await serve(() => undefined);
    const waited = await hasEnded(open(silent, openEvents, { timeout: 50 }));
    expect(waited.ended?.failure).toBe('the connection was not accepted in time');
  });
});
