import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import { timeoutOf } from '../../deployment/timeout.ts';
import { lowerCased } from '../state/lower-cased.ts';

/** The TCP and TLS connections of one worker, shared by all of its sessions. They hold no cookies and no cache. */
export type Connections = {
  dispatcher: Dispatcher;
  /** Sent with every request: the definition's `headers`, with lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** Milliseconds until an answer must be complete. */
  timeout: number;
  /** A function for each exchange under way that ends it; all are called when the run is interrupted. */
  underWay: Set<() => void>;
  interrupted(): boolean;
  close(): Promise<void>;
};

/** Milliseconds after which an idle connection is closed. Servers commonly do so after 5 seconds. */
const longestIdle = 1000;

/**
 * Opens the pool. `connections` bounds the requests under way at once to a host (default 16), `timeout` is
 * in milliseconds (default 30,000).
 */
export function openConnections(options: {
  connections?: number;
  timeout?: number;
  headers?: Readonly<Record<string, string>> | undefined;
  signal?: AbortSignal | undefined;
}): Connections {
  const timeout = timeoutOf(options);
  const dispatcher = new Agent({
    connections: options.connections ?? 16,
    pipelining: 1,
    // `exchange` keeps one deadline for the whole exchange; undici's own timeouts would fire at other times.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout },
    // A busy server may close an idle connection late, just as the next request comes over it, which fails then.
    keepAliveTimeout: longestIdle,
    keepAliveMaxTimeout: longestIdle,
    maxHeaderSize: 64 * 1024,
  });
  const underWay = new Set<() => void>();
  const interrupt = (): void => underWay.forEach((end) => end());
  options.signal?.addEventListener('abort', interrupt);
  return {
    dispatcher,
    headers: lowerCased(options.headers),
    timeout,
    underWay,
    interrupted: () => options.signal?.aborted ?? false,
    async close() {
      options.signal?.removeEventListener('abort', interrupt);
      await dispatcher.destroy();
    },
  };
}
