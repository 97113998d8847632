import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './http-env.ts';

/** The clinic's own log: a line a request. */
export interface RequestLog {
  note: MiddlewareHandler<HttpEnv>;
  close: () => Promise<void>;
}

/** The trace id of a `traceparent` (W3C Trace Context). */
const traceparent = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Appends to a file: time, method, path, status and trace id of each request. No query stands there, since links carry
 * their signature in it, and nothing of who asked.
 */
export async function openRequestLog(file: string): Promise<RequestLog> {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  await once(stream, 'open');
  return {
    async note(context, next) {
      await next();
      const { req, res } = context;
      const trace = traceparent.exec(req.header('traceparent') ?? '')?.[1] ?? '-';
      const at = new Date().toISOString();
      stream.write(`${at} ${req.method} ${req.path} ${res.status} trace=${trace}\n`);
    },
    async close() {
      stream.end();
      await once(stream, 'close');
    },
  };
}
