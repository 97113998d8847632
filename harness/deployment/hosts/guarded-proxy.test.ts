import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { openGuardedProxy } from './guarded-proxy.ts';
import { createHostGuard } from './host-guard.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Starts a server of the deployment. Resolves with its port and the bytes that each connection received. */
async function serve(answer: (socket: Socket) => void) {
  const brought: Promise<Buffer>[] = [];
  const server = createServer((socket) => {
    brought.push(buffer(socket).catch(() => Buffer.alloc(0)));
    answer(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, brought };
}

async function openProxy(url: string, hosts: readonly string[] = []) {
  const refused: string[] = [];
  const proxy = await openGuardedProxy(createHostGuard({ url, hosts }), ({ href }) =>
    refused.push(href),
  );
  closing.push(() => proxy.close());
  return { port: Number(new URL(proxy.server).port), refused };
}

/**
 * Asks the proxy for a host by name, sends `first`, and ends. Resolves with the proxy's reply and all further bytes.
 */
async function through(proxyPort: number, [name, port]: [string, number], first: Buffer) {
  const socket = connect(proxyPort, '127.0.0.1');
  const asked = Buffer.concat([
    Buffer.of(5, 1, 0),
    Buffer.of(5, 1, 0, 3, name.length),
    Buffer.from(name),
    Buffer.of(port >> 8, port & 255),
    first,
  ]);
  // The bytes are sent one by one, because the proxy must not depend on how they are split.
  for (const byte of asked) socket.write(Buffer.of(byte));
  const came = await buffer(socket);
  return { status: came[3], content: came.subarray(12).toString() };
}

const hello = Buffer.from('GET / HTTP/1.1\r\n\r\n');
const handshake = Buffer.of(0x16, 3, 1);

describe('the guarded proxy', () => {
  it('passes bytes on unchanged in both directions', async () => {
    const { port, brought } = await serve((socket) =>
      socket.once('data', () => socket.end('no HTTP at all')),
    );
    const proxy = await openProxy(`http://127.0.0.1:${port}`);
    const { status, content } = await through(proxy.port, ['127.0.0.1', port], hello);
    expect([status, content]).toEqual([0, 'no HTTP at all']);
    expect((await brought[0])?.toString()).toBe(hello.toString());
  });

  it('connects to no other host, and reports the refused address', async () => {
    const { port, brought } = await serve(() => undefined);
    const proxy = await openProxy('http://127.0.0.1:1', ['localhost']);
    for (const name of ['127.0.0.1', 'localhost', '::1', 'a b', 'x@localhost'])
      expect(await through(proxy.port, [name, port], hello)).toMatchObject({ status: 2 });
    expect(brought).toEqual([]);
    const told = ['127.0.0.1', 'localhost', '[::1]', 'x@localhost'];
    expect(proxy.refused).toEqual(told.map((host) => `https://${host}:${port}/`));
  });

  it('lets only TLS through to a deployment with https', async () => {
    const { port, brought } = await serve((socket) => socket.once('data', () => socket.end('x')));
    const proxy = await openProxy(`https://127.0.0.1:${port}`);
    expect(await through(proxy.port, ['127.0.0.1', port], hello)).toEqual({
      status: 0,
      content: '',
    });
    expect((await brought[0])?.length).toBe(0);
    expect(proxy.refused).toEqual([`http://127.0.0.1:${port}/`]);
    expect((await through(proxy.port, ['127.0.0.1', port], handshake)).content).toBe('x');
  });

  it('replies that a host is unreachable, and passes a reset on', async () => {
    const { port } = await serve((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const closed = await serve(() => undefined);
    await (closing.pop() as () => unknown)();
    const hosts = [`127.0.0.1:${closed.port}`];
    const proxy = await openProxy(`http://127.0.0.1:${port}`, hosts);
    expect(await through(proxy.port, ['127.0.0.1', closed.port], hello)).toMatchObject({
      status: 4,
    });
    await expect(through(proxy.port, ['127.0.0.1', port], hello)).rejects.toThrow('ECONNRESET');
  });

  it('ends connections that speak no SOCKS or break off', async () => {
    const proxy = await openProxy('http://127.0.0.1:1');
    for (const text of ['GET / HTTP/1.1\r\n\r\n', '\u0005\u0001\u0000\u0005\u0002\u0000\u0001']) {
      const socket = connect(proxy.port, '127.0.0.1');
      socket.write(text);
      expect((await buffer(socket)).length).toBeLessThanOrEqual(2);
    }
    const socket = connect(proxy.port, '127.0.0.1');
    socket.end(Buffer.of(5));
    expect((await buffer(socket)).length).toBe(0);
  });
});
