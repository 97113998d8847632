import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { serve } from '../../http/serve.test-support.ts';
import type { Upgrade } from '../../http/serve.test-support.ts';
import type { Line } from './line.ts';
import { openEvents } from './open-events.ts';
import { openSocket } from './open-socket.ts';

const long = 5000;

function open(
  url: string,
  how: typeof openSocket,
  more: { timeout?: number; signal?: AbortSignal } = {},
): Line {
  const request = { method: 'GET', url: new URL('/live', url), headers: {} };
  const line = how({
    request,
    protocols: [],
    timeout: long,
    signal: new AbortController().signal,
    ...more,
  });
  onTestFinished(() => line.close());
  return line;
}

/** A server whose sockets do as they are told. */
async function withSockets(accept: (line: WebSocket) => void, deflate = false): Promise<string> {
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

const hasEnded = async ({ heard }: Line) => {
  await heard.until(() => heard.ended !== null, long);
  return heard;
};

describe('a WebSocket', () => {
  it('hears texts and bytes, and what it was closed with', async () => {
    const url = await withSockets((line) => {
      line.send('one');
      line.send(Buffer.from([1, 2]));
      line.close(4403, 'not yours');
    });
    const heard = await hasEnded(open(url, openSocket));
    expect(heard.messages.map(({ content, label }) => [content.toString('latin1'), label])).toEqual(
      [
        ['one', ''],
        ['\u0001\u0002', 'binary'],
      ],
    );
    expect(heard).toMatchObject({
      status: 101,
      accepted: true,
      ended: { code: 4403, failure: null },
    });
    expect(heard.ended?.text.toString()).toBe('not yours');
  });

  it.each<[string, (line: WebSocket) => void, boolean, RegExp]>([
    [
      'a flood',
      (line) => {
        const more = (error?: Error) => void (error ?? line.send('x'.repeat(500), more));
        for (let count = 0; count < 50; count += 1) more();
      },
      false,
      /more came than can be taken/,
    ],
    ['a huge message', (line) => line.send(Buffer.alloc(6 << 20)), false, /sent too much/],
    [
      'a small message that inflates',
      (line) => line.send(Buffer.alloc(64 << 20)),
      true,
      /sent too much/,
    ],
  ])('gives up on %s', async (_, accept, deflate, why) => {
    const heard = await hasEnded(open(await withSockets(accept, deflate), openSocket));
    expect(heard.ended?.failure).toMatch(why);
    expect(heard.messages.length).toBeLessThanOrEqual(1000);
  });

  it('reads why it is refused, follows nothing, and does not wait for ever', async () => {
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

  it('ends with the run', async () => {
    const controller = new AbortController();
    const line = open(await withSockets(() => undefined), openSocket, {
      signal: controller.signal,
    });
    await line.heard.until(() => line.heard.accepted, long);
    controller.abort();
    expect((await hasEnded(line)).ended?.failure).toBe('interrupted');
  });
});

describe('a stream of events', () => {
  it('hears events of several lines, with name and id, and comments', async () => {
    const url = await streamed((response) => {
      response.end(': hi\n\nid: 7\nevent: told\ndata: {"a":\ndata: 1}\n\ndata: last\n\n');
    });
    const heard = await hasEnded(open(url, openEvents));
    expect(heard.messages.map(({ content, label }) => [content.toString(), label])).toEqual([
      ['hi', ''],
      ['{"a":\n1}', 'told 7'],
      ['last', ''],
    ]);
    expect(heard.ended).toMatchObject({ code: null, failure: null });
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
    const heard = await hasEnded(open(await streamed(write), openEvents));
    expect(heard.ended?.failure).toBe('more came than can be taken');
    expect(heard.messages.length).toBeLessThanOrEqual(1000);
  });

  it('reads a refusal to its end or far enough, and does not wait for ever', async () => {
    const url = await serve(
      (_, response) => void response.writeHead(403).write('x'.repeat(1 << 17)),
    );
    const heard = await hasEnded(open(url, openEvents));
    expect(heard).toMatchObject({ status: 403, accepted: false, ended: { failure: null } });
    expect(heard.ended?.text).toHaveLength(1 << 16);
    const silent = await serve(() => undefined);
    const waited = await hasEnded(open(silent, openEvents, { timeout: 50 }));
    expect(waited.ended?.failure).toBe('the connection was not accepted in time');
  });
});
