import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What is sent to whoever connects, as soon as a request has come, before the connection is closed. */
export type RawServer = { url: URL; send: (head: string) => Uint8Array };

let started: Promise<RawServer> | null = null;

/** The server of this thread, which answers with any bytes. It ends with the thread. */
export function rawServer(): Promise<RawServer> {
  return (started ??= start());
}

async function start(): Promise<RawServer> {
  const raw: RawServer = { url: new URL('http://127.0.0.1'), send: () => Buffer.alloc(0) };
  const server = createServer((socket) => {
    let head = '';
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1');
      if (head.includes('\r\n\r\n') && !socket.writableEnded) socket.end(raw.send(head));
    });
    // The client may be gone before all is sent.
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  raw.url.port = String((server.address() as AddressInfo).port);
  return raw;
}

/** The head of an answer that opens the WebSocket which was asked for. */
export function upgradeOf(head: string): string {
  const key = /^sec-websocket-key: *(\S+)/im.exec(head)?.[1] ?? '';
  const accept = createHash('sha1')
    .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  return `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`;
}
