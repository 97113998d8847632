import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { HttpEnv } from './http-env.ts';

/** The largest body of any request but a chunk, in bytes. */
const largestBody = 64 * 1024;
/** The largest chunk of a recording, in bytes. */
const largestChunk = 8 * 1024 * 1024;

const tooLarge = (): never => {
  throw new HTTPException(413, { message: 'That is too large.' });
};
const limitBody = bodyLimit({ maxSize: largestBody, onError: tooLarge });
const limitChunk = bodyLimit({ maxSize: largestChunk, onError: tooLarge });
const chunkPath = /^\/api\/calls\/[^/]+\/recording\/chunks\/[^/]+$/;

/** Bounds every body before it is read. */
export const boundBody: MiddlewareHandler<HttpEnv> = (context, next) => {
  const { method, path } = context.req;
  if (method === 'GET' || method === 'HEAD') return next();
  return (chunkPath.test(path) ? limitChunk : limitBody)(context, next);
};

/**
 * Refuses changes that another site's page asks for. Browsers say where a request comes from;
 * the app and scripts don't, and carry no cookie that could be abused.
 */
export const refuseOtherSites: MiddlewareHandler<HttpEnv> = async (context, next) => {
  const { method } = context.req;
  const origin = context.req.header('origin');
  if (method !== 'GET' && method !== 'HEAD' && origin !== undefined) {
    if (URL.parse(origin)?.host !== context.req.header('host')) {
      throw new HTTPException(403, { message: 'Another site asked for this.' });
    }
  }
  await next();
};

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What browsers are told about every answer. */
export const securityHeaders: MiddlewareHandler<HttpEnv> = async (context, next) => {
  context.header('x-content-type-options', 'nosniff');
  if (!context.req.path.startsWith('/api/')) {
    context.header('content-security-policy', pagePolicy);
    context.header('referrer-policy', 'same-origin');
  }
  await next();
};
