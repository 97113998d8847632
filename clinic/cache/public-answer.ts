import { etag } from 'hono/etag';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from '../http/http-env.ts';

/** For how long a shared cache may keep what everybody may see, in seconds. */
const life = 5;
const tagged = etag();

/** Marks what everybody may see: caches may keep it, and ask by its `ETag` whether it is still right. */
export const publicAnswer: MiddlewareHandler<HttpEnv> = async (context, next) => {
  context.header('cache-control', `public, max-age=${life}`);
  context.header('vary', undefined);
  return tagged(context, next);
};
