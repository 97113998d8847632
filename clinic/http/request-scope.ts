import { AsyncLocalStorage } from 'node:async_hooks';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './http-env.ts';

const scope = new AsyncLocalStorage<{ signal: () => AbortSignal }>();

/** Lets whatever is done for a request know of it, however deep it is called. */
export const withinRequest: MiddlewareHandler<HttpEnv> = (context, next) =>
  scope.run({ signal: () => context.req.raw.signal }, next);

/** Aborted when whoever sent the current request hangs up; undefined in the background. */
export function currentSignal(): AbortSignal | undefined {
  return scope.getStore()?.signal();
}
