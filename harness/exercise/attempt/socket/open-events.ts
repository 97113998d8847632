import { createParser } from 'eventsource-parser';
import { openConnections } from '../../http/connections.ts';
import { exchange } from '../../http/exchange.ts';
import { createRecorder, longestMessage } from './received.ts';
import type { Message } from './received.ts';
import type { LiveConnection, ConnectOptions } from './live-connection.ts';

/** Longest time that a stream stays open, in milliseconds. */
const longestLife = 10 * 60 * 1000;
/** Most bytes read of one stream including its comments, and of an answer that is no stream. */
const streamLimit = 16 * 1024 * 1024;
const refusalLimit = 64 * 1024;

/** Opens a stream of server-sent events (WHATWG HTML, 9.2). The stream is not reopened after it has ended. */
export function openEvents(options: ConnectOptions): LiveConnection {
  const { request, signal } = options;
  const received = createRecorder();
  // A stream has a connection of its own, because it would block a connection that other requests need.
  const connections = openConnections({ connections: 1, timeout: longestLife, signal });
  const refusal: Buffer[] = [];
  let room = refusalLimit;
  let isStream = false;
  const take = (message: Message): void => {
    if (!received.take(message)) connections.underWay.forEach((end) => end());
  };
  const text = (content: string): Buffer => Buffer.from(content);
  const parser = createParser({
    maxBufferSize: longestMessage,
    onEvent: ({ data, event, id }) =>
      take({ content: text(data), label: [event, id].filter(Boolean).join(' ') }),
    onComment: (comment) => take({ content: text(comment), label: '' }),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded')
        received.end({ failure: 'more came than can be taken' });
    },
  });
  const decoder = new TextDecoder();
  void exchange(
    connections,
    request,
    {
      onHead(status, headers, setCookie) {
        received.answered(status, headers, setCookie);
        isStream = status === 200 && /^text\/event-stream\b/i.test(headers['content-type'] ?? '');
        if (isStream) received.accept();
      },
      onChunk(chunk) {
        if (received.ended !== null) return connections.underWay.forEach((end) => end());
        if (isStream) return parser.feed(decoder.decode(chunk, { stream: true }));
        refusal.push(chunk.subarray(0, room));
        room -= Math.min(room, chunk.length);
        if (room === 0) connections.underWay.forEach((end) => end());
      },
    },
    streamLimit,
  ).then(({ failure, truncated }) => {
    const why = truncated ? 'more came than can be taken' : failure;
    // An endless refusal was read up to the limit, which is enough.
    received.end({ failure: room === 0 ? null : why, text: Buffer.concat(refusal) });
    return connections.close();
  });
  const timer = setTimeout(() => {
    if (received.status !== null && isStream) return;
    received.end({ failure: 'the connection was not accepted in time' });
    connections.underWay.forEach((end) => end());
  }, options.timeout);
  const close = async (): Promise<void> => {
    clearTimeout(timer);
    received.end({});
    await connections.close();
  };
  return {
    received,
    protocol: () => '',
    send: () => undefined,
    // The protocol sends nothing to the server, so there is nothing to wait for.
    fence: async () => undefined,
    close,
    // It has no way to say goodbye either.
    breakOff: close,
  };
}
