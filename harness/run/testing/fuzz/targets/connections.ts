import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { openEvents } from '../../../../exercise/attempt/socket/open-events.ts';
import { openSocket } from '../../../../exercise/attempt/socket/open-socket.ts';
import { partsOf, readMessage } from '../../../../exercise/attempt/socket/messages.ts';
import type { LiveConnection } from '../../../../exercise/attempt/socket/live-connection.ts';
import type { Message } from '../../../../exercise/attempt/socket/received.ts';
import { attemptOf } from '../../../../exercise/attempt/attempt-of.ts';
import { openConnections } from '../../../../exercise/http/connections.ts';
import { exchange } from '../../../../exercise/http/exchange.ts';
import { foreign, inspecting, mustNotAccuse, own } from '../planted.ts';
import { rawServer, upgradeOf } from '../raw-server.ts';
import { must } from '../target.ts';
import type { Target } from '../target.ts';
import { answerOf, mustBeRight, question, reader } from './answers.ts';

/** Milliseconds. The server sends at once and closes, so that nothing has to wait for it. */
const timeout = 2500;
const body = `{"text":"about ${foreign}"}`;
const ok = (headers: string, content: string | Buffer) =>
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`), Buffer.from(content)]);
const coded = (coding: string, content: Buffer) =>
  ok(`content-encoding: ${coding}\r\ncontent-length: ${content.length}`, content);

let connections: ReturnType<typeof openConnections> | null = null;

/** Answers as they come over the wire, content codings included. */
const answers: Target = {
  name: 'http-answers',
  corpus: [
    ok(
      `content-type: application/json\r\nset-cookie: sid=1\r\ncontent-length: ${body.length}`,
      body,
    ),
    ok(
      'transfer-encoding: chunked',
      `${body.length.toString(16)}\r\n${body}\r\n0\r\ntrailer: ${own}\r\n\r\n`,
    ),
    coded('gzip', gzipSync(body)),
    coded('br', brotliCompressSync(body)),
    coded('deflate', deflateRawSync(body)),
    coded('gzip, br', brotliCompressSync(gzipSync(body))),
    coded('gzip', gzipSync(Buffer.alloc(1024 * 1024))),
    'HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
    `HTTP/1.1 302 Found\r\nlocation: /sign-in?token=${own}\r\ncontent-length: 0\r\n\r\n`,
  ],
  words: [
    '\r\n',
    '\r\n\r\n',
    'content-length: 5\r\n',
    'transfer-encoding: chunked\r\n',
    'content-encoding: br\r\n',
    'set-cookie: a=b\r\n',
    'HTTP/1.1 100 Continue\r\n\r\n',
    '0\r\n',
    'ffffffff\r\n',
    ' :',
    '\0',
  ],
  async read(input) {
    const server = await rawServer();
    server.send = () => input;
    connections ??= openConnections({ timeout });
    const inspection = inspecting.open({ digest: 'all' });
    let bytes = 0;
    const delivery = await exchange(
      connections,
      { method: 'GET', url: new URL('/visits', server.url), headers: {} },
      {
        onHead: (_, headers) => inspection.head(headers),
        onChunk: (chunk) => {
          bytes += chunk.length;
          inspection.chunk(chunk);
        },
      },
    );
    mustNotAccuse(inspection.finish().found.map(({ sign }) => sign));
    must(delivery.bytes === bytes, 'other bytes are counted than came');
    must(bytes <= 64 * 1024 * 1024, 'a body is longer than any may be');
    const isLate = delivery.answeredAt - delivery.sentAt >= timeout;
    must(!isLate, `an answer that has ended is waited for: ${delivery.failure}`);
  },
};

/** Makes an attempt of messages, as of those that came while an owner acted. */
async function readMessages(messages: readonly Message[], input: Buffer): Promise<void> {
  const worker = reader();
  const shapes = messages.map((message) => readMessage(worker, message).shape);
  must(
    shapes.every((shape) => shape.length < 30_000),
    'the name of a kind of message is too long',
  );
  const parts = partsOf(worker, messages, { from: 0, acted: 0, events: new Set(shapes) });
  const connection = { accepted: true, ended: null, isOwners: false, silence: null, isKept: false };
  const answer = {
    ...answerOf({
      inspected: { found: [], digests: [], gaps: [] },
      body: null,
      json: undefined,
      rows: [],
    }),
    parts,
    rows: 0,
    channel: 'socket' as const,
    connection,
  };
  mustBeRight(await attemptOf(worker, question, answer), input);
}

const contents = [
  `{"type":"changed","id":"1041","text":"${foreign}"}`,
  `42["changed",{"note":"${foreign}"}]`,
  `a["{\\"type\\":\\"ack\\"}"]`,
  `<p>${own}</p>`,
  'ping 17',
];
const inMessage: Target = {
  name: 'messages',
  corpus: contents,
  words: ['{"a":', '[', '[[[[', '"type":"', '42', foreign, '\\u00'],
  read: (input) =>
    readMessages(
      [
        { content: input, label: '' },
        { content: input.subarray(0, 9), label: input.toString('utf8', 0, 99) },
      ],
      input,
    ),
};

/** Receives all that a connection brings, until it ends. */
async function receive(open: () => LiveConnection): Promise<Buffer> {
  const { received, close } = open();
  await received.until(() => false, timeout);
  must(received.ended !== null, 'a connection that the server has closed is waited for');
  must(
    received.bytes <= 13 * 1024 * 1024 && received.messages.length <= 1000,
    'more messages are kept than may be',
  );
  const { messages } = received;
  await close();
  const all = Buffer.concat(
    messages.flatMap(({ content, label }) => [content, Buffer.from(`\n${label}\n`)]),
  );
  await readMessages(messages, all);
  return all;
}
const asking = (url: URL) => ({
  request: { method: 'GET', url: new URL('/live', url), headers: {} },
  protocols: [],
  timeout,
  signal: new AbortController().signal,
});

const events: Target = {
  name: 'event-streams',
  corpus: [
    contents.map((data, id) => `id: ${id}\nevent: changed\ndata: ${data}\n\n`).join(''),
    `: ${own}\n\ndata: a\ndata: ${foreign}\n\nretry: 1\n\n`,
  ],
  words: ['data:', 'data: ', '\n\n', '\r', 'id:', 'event:', ':', 'retry: 0\n', '\ufeff'],
  async read(input) {
    const server = await rawServer();
    server.send = () => ok('content-type: text/event-stream', input);
    await receive(() => openEvents(asking(server.url)));
  },
};

const frame = (first: number, content: string) =>
  Buffer.concat([Buffer.of(first, content.length), Buffer.from(content)]);
const sockets: Target = {
  name: 'sockets',
  corpus: [
    Buffer.concat(contents.map((content) => frame(0x81, content))),
    Buffer.concat([
      frame(0x01, `{"text":"${own}`),
      frame(0x89, 'ping'),
      frame(0x80, '"}'),
      frame(0x88, '\x03\xe8bye'),
    ]),
    frame(0xc1, deflateRawSync(body).toString('latin1')),
  ],
  words: ['\x81\x7e', '\x82\x7f', '\x88\x02\x03\xe8', '\x89\0', '\x01\0', '\x80\0', '\xc1'],
  async read(input) {
    const server = await rawServer();
    server.send = (head) => Buffer.concat([Buffer.from(upgradeOf(head)), input]);
    await receive(() => openSocket(asking(server.url)));
  },
};

const refusals: Target = {
  name: 'sockets-refused',
  corpus: [
    'HTTP/1.1 401 No\r\ncontent-length: 2\r\n\r\n{}',
    'HTTP/1.1 302 Found\r\nlocation: /sign-in\r\n\r\n',
    'HTTP/1.1 101 Switching\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: x\r\n\r\n',
  ],
  words: answers.words ?? [],
  async read(input) {
    const server = await rawServer();
    server.send = () => input;
    await receive(() => openSocket(asking(server.url)));
    await receive(() => openEvents(asking(server.url)));
  },
};

export const connected = [answers, inMessage, events, sockets, refusals];
