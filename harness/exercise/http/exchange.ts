import { now } from '../../domain/clock.ts';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Connections } from './connections.ts';
import { createDecoder } from './decoder.ts';
import type { Decoder } from './decoder.ts';
import { describeFailure } from './failure.ts';
import { createHangUp } from './hang-up-at.ts';
import type { HangUp } from '../state/attempt-request.ts';
import type { Trace } from './trace.ts';

/** One request, ready to be sent. `exchange` adds the definition's `headers` and those that HTTP itself needs. */
export type Outgoing = {
  method: string;
  url: URL;
  /** Headers that `headers` and the definition's own headers override. Lower-case names. */
  defaults?: Record<string, string>;
  headers: Record<string, string>;
  body?: string | Uint8Array;
  /** Told to the deployment's own origin by a `traceparent`. Default: none. */
  trace?: Trace | undefined;
  /** Longest binary body that is kept beside being inspected, in bytes. Default: 0, none. */
  keepsMedia?: number;
  /** When the exchange is hung up, and its connection with it. Default: never. */
  hangUp?: HangUp;
  /** Milliseconds for which the reader rests after each piece of the body, as on a slow connection. Default: 0. */
  rest?: number;
};

/** The answer to one request, or the reason why there is none. */
export type Delivery = {
  /** Null when no answer came. */
  status: number | null;
  /** Lower-case names. Several values are joined by a comma and a space (for `set-cookie`, use `setCookie`). */
  headers: Record<string, string>;
  setCookie: readonly string[];
  /** Number of bytes received, after decoding. */
  bytes: number;
  /** The body was longer than the limit, and only its beginning was handed to the receiver. */
  truncated: boolean;
  /** Why the answer is missing or incomplete, in words; null when it is complete. */
  failure: string | null;
  sentAt: number;
  answeredAt: number;
};

/** Takes the head and the decoded body of an answer as they arrive. */
export type Receiver = {
  onHead?(status: number, headers: Record<string, string>, setCookie: readonly string[]): void;
  onChunk(chunk: Buffer): void;
};

/** Most rests in one answer: a slow reader shall not keep the run waiting. */
const mostRests = 10;

/** Number of decoded bytes after which a body is cut: 64 MiB. */
export const bodyLimit = 64 * 1024 * 1024;

/**
 * Sends one request and receives its answer, without redirects, retries or cookies. It never rejects: the delivery
 * says what went wrong. It uses undici's `dispatch`, because `request` creates a stream for each answer.
 * @param limit decoded bytes after which the body is cut (default: 64 MiB)
 */
export function exchange(
  connections: Connections,
  outgoing: Outgoing,
  receiver: Receiver,
  limit: number = bodyLimit,
): Promise<Delivery> {
  return new Promise((resolve) => {
    const delivery: Delivery = {
      status: null,
      headers: {},
      setCookie: [],
      bytes: 0,
      truncated: false,
      failure: null,
      sentAt: now(),
      answeredAt: 0,
    };
    let controller: Dispatcher.DispatchController | null = null;
    let decoder: Decoder | null = null;
    let settled = false;
    let failed: string | null = null;
    let rests = 0;
    const { timeout, underWay } = connections;
    const { rest = 0 } = outgoing;

    const settle = (failure: string | null): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      hangUp.forget();
      underWay.delete(interrupt);
      delivery.failure = failure;
      delivery.answeredAt = now();
      resolve(delivery);
    };
    // The bytes that came until the failure still count, so the decoder is flushed before the exchange ends.
    const fail = (failure: string): void => {
      if (decoder === null) return settle(failure);
      if (failed !== null) return;
      failed = failure;
      decoder.end();
    };
    const stop = (failure: string): void => {
      fail(failure);
      controller?.abort(new Error(failure));
    };
    const interrupt = (): void => stop('interrupted');
    const hangUp = createHangUp(outgoing.hangUp, () => stop('hung up'));
    const timer = setTimeout(() => {
      const what = delivery.status === null ? 'no answer came' : 'the body did not end';
      stop(`${what} within ${timeout / 1000} s`);
    }, timeout);
    const deliver = (chunk: Buffer): void => {
      if (settled) return;
      const room = limit - delivery.bytes;
      const piece = chunk.length > room ? chunk.subarray(0, room) : chunk;
      delivery.bytes += piece.length;
      try {
        receiver.onChunk(piece);
      } catch {
        // This is our fault, not the deployment's. An answer that was not scanned must not pass for clean.
        settle('the answer could not be looked into');
        controller?.abort(new Error('a receiver failed'));
        return;
      }
      if (chunk.length > room) {
        delivery.truncated = true;
        settle(failed);
        decoder?.destroy();
        controller?.abort(new Error('the body is too long'));
      }
    };

    if (connections.interrupted()) return settle('interrupted');
    underWay.add(interrupt);
    try {
      connections.dispatcher.dispatch(
        {
          origin: outgoing.url.origin,
          path: outgoing.url.pathname + outgoing.url.search,
          method: outgoing.method,
          headers: { ...outgoing.defaults, ...connections.headers, ...outgoing.headers },
          body: outgoing.body ?? null,
        },
        {
          onRequestStart(started) {
            controller = started;
            if (settled) started.abort(new Error('settled'));
            else hangUp.sent();
          },
          onResponseStart(_controller, status, headers) {
            // A 1xx response is informational; the answer follows it.
            if (settled || status < 200) return;
            delivery.status = status;
            delivery.headers = flatten(headers);
            delivery.setCookie = [headers['set-cookie'] ?? []].flat();
            decoder = createDecoder(delivery.headers['content-encoding'], {
              onChunk: deliver,
              onEnd: () => settle(failed),
              onError: (error) => {
                settle(failed ?? `the body could not be decoded: ${describeFailure(error)}`);
                controller?.abort(error);
              },
              onDrain: () => controller?.resume(),
            });
            receiver.onHead?.(status, delivery.headers, delivery.setCookie);
            hangUp.reached('head');
          },
          onResponseData(current, chunk) {
            if (settled || failed !== null) return;
            if (decoder === null) deliver(chunk);
            else if (!decoder.write(chunk)) current.pause();
            hangUp.reached('body');
            if (rest > 0 && rests++ < mostRests) {
              current.pause();
              setTimeout(() => current.resume(), rest);
            }
          },
          onResponseEnd() {
            if (decoder === null) settle(null);
            else decoder.end();
          },
          onResponseError(_controller, error) {
            fail(describeFailure(error));
          },
        },
      );
    } catch (error) {
      // undici throws when headers or path cannot be sent at all.
      settle(describeFailure(error));
    }
  });
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}
