import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { describeFailure } from '../../http/failure.ts';
import { createRecorder, longestMessage } from './received.ts';
import type { Recorder } from './received.ts';
import type { LiveConnection, ConnectOptions } from './live-connection.ts';

/** Most bytes read of a refusal. */
const refusalLimit = 64 * 1024;
/** Longest waits for the answer to a close frame and to a ping, in milliseconds. */
const closeWait = 500;
const pingWait = 1000;

/** Opens a WebSocket (RFC 6455). Redirects are not followed. */
export function openSocket(options: ConnectOptions): LiveConnection {
  const { request, timeout, signal } = options;
  const received = createRecorder();
  const address = new URL(request.url);
  address.protocol = address.protocol.replace('http', 'ws');
  address.hash = '';
  const socket = new WebSocket(address, [...options.protocols], {
    headers: request.headers,
    handshakeTimeout: timeout,
    // Counts inflated bytes, so that a small message cannot become a huge one.
    maxPayload: longestMessage,
    followRedirects: false,
  });
  const interrupt = (): void => {
    received.end({ failure: 'interrupted' });
    socket.terminate();
  };
  signal.addEventListener('abort', interrupt, { once: true });
  let pongs = 0;
  socket.on('pong', () => {
    pongs += 1;
    received.touch();
  });
  socket.on('upgrade', (answer) => note(received, answer, 101));
  socket.on('open', () => received.accept());
  socket.on('message', (data, isBinary) => {
    const content = Buffer.isBuffer(data) ? data : Buffer.concat([data].flat().map(bytesOf));
    if (!received.take({ content, label: isBinary ? 'binary' : '' })) socket.terminate();
  });
  socket.on('unexpected-response', (asked, answer) => {
    note(received, answer, answer.statusCode ?? 0);
    const chunks: Buffer[] = [];
    let room = refusalLimit;
    const finish = (): void => {
      received.end({ text: Buffer.concat(chunks) });
      asked.destroy();
    };
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, room));
      room -= Math.min(room, chunk.length);
      if (room === 0) finish();
    });
    answer.on('end', finish);
    answer.on('error', finish);
    setTimeout(finish, timeout).unref();
  });
  socket.on('error', (error) => received.end({ failure: failureOf(error) }));
  socket.on('close', (code, text) => {
    signal.removeEventListener('abort', interrupt);
    received.end({ code, text });
  });
  return {
    received,
    protocol: () => socket.protocol,
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(message);
    },
    async fence() {
      if (socket.readyState !== WebSocket.OPEN) return;
      const before = pongs;
      socket.ping();
      await received.until(() => pongs > before, pingWait);
    },
    async close() {
      received.end({});
      if (socket.readyState === WebSocket.OPEN) {
        socket.close(1000);
        await once(socket, 'close', { signal: AbortSignal.timeout(closeWait) }).catch(() => null);
      }
      socket.terminate();
      signal.removeEventListener('abort', interrupt);
    },
    async breakOff() {
      received.end({});
      socket.terminate();
    },
  };
}

function note(received: Recorder, { headers }: IncomingMessage, status: number): void {
  const flat = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  received.answered(status, Object.fromEntries(flat), headers['set-cookie'] ?? []);
}

function bytesOf(data: Buffer | ArrayBuffer): Buffer {
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

/** Describes an error by its code. The error's own text is not shown, because it may hold text of the server. */
function failureOf(error: Error): string {
  if ('code' in error && String(error.code).startsWith('WS_ERR_'))
    return `the server broke the protocol or sent too much (${String(error.code)})`;
  return /handshake has timed out/.test(error.message)
    ? 'the connection was not accepted in time'
    : describeFailure(error);
}
