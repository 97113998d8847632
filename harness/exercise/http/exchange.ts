import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Connections } from './connections.ts';
import { createDecoder } from './decoder.ts';
import type { Decoder } from './decoder.ts';
import { describeFailure } from './failure.ts';

/** One request, ready to be sent: what the definition sends with every one is added to it, and what HTTP itself needs. */
export type Outgoing = {
  method: string;
  url: URL;
  /** Sent where neither `headers` nor the definition's own say otherwise. Lower-case names. */
  defaults?: Record<string, string>;
  headers: Record<string, string>;
  body?: string | Uint8Array;
};

/** What came back. */
export type Delivery = {
  /** Null when no answer came. */
  status: number | null;
  /** Lower-case names; several values joined by a comma and a space (`set-cookie`: see `setCookie`). */
  headers: Record<string, string>;
  setCookie: readonly string[];
  /** Decoded bytes received. */
  bytes: number;
  /** The body was longer than the limit; what came until then was delivered. */
  truncated: boolean;
  /** Why the answer is missing or incomplete, in words; null when it is complete. */
  failure: string | null;
  sentAt: number;
  answeredAt: number;
};

/** Takes what comes while it comes. */
export type Receiver = {
  onHead?(status: number, headers: Record<string, string>, setCookie: readonly string[]): void;
  onChunk(chunk: Buffer): void;
};

/** Decoded bytes after which a body is cut: 64 MiB. */
const bodyLimit = 64 * 1024 * 1024;

/**
 * One exchange over undici's `dispatch` (its `request` costs a stream an answer). Never rejects: what went
 * wrong is in the delivery. No redirects, no retries, no cookies.
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
      sentAt: Date.now(),
      answeredAt: 0,
    };
    let controller: Dispatcher.DispatchController | null = null;
    let decoder: Decoder | null = null;
    let settled = false;
    let failed: string | null = null;
    const { timeout, underWay } = connections;

    const settle = (failure: string | null): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      underWay.delete(interrupt);
      delivery.failure = failure;
      delivery.answeredAt = Date.now();
      resolve(delivery);
    };
    // What came until then still counts: the decoder gives out what it holds before the exchange ends.
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
        // A fault of ours, not of the deployment's: what was not looked at must not pass for clean.
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
          },
          onResponseStart(_controller, status, headers) {
            // 1xx are announcements; the answer is yet to come.
            if (settled || status < 200) return;
            delivery.status = status;
            delivery.headers = flatten(headers);
            delivery.setCookie = [headers['set-cookie'] ?? []].flat();
            decoder =
              outgoing.method === 'HEAD'
                ? null
                : createDecoder(delivery.headers['content-encoding'], {
                    onChunk: deliver,
                    onEnd: () => settle(failed),
                    onError: (error) => {
                      settle(failed ?? `the body could not be decoded: ${describeFailure(error)}`);
                      controller?.abort(error);
                    },
                    onDrain: () => controller?.resume(),
                  });
            receiver.onHead?.(status, delivery.headers, delivery.setCookie);
          },
          onResponseData(current, chunk) {
            if (settled || failed !== null) return;
            if (decoder === null) deliver(chunk);
            else if (!decoder.write(chunk)) current.pause();
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
      // Headers or paths that cannot be sent at all.
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
