import type { Context, MiddlewareHandler } from 'hono';
import type { HttpEnv } from '../http/http-env.ts';
import type { Service } from '../http/service.ts';
import { cacheControlOf } from './cache-control.ts';
import type { CacheRequest, KeptAnswer } from './cached.ts';

/** Answers kept at most, of which the oldest goes first. */
const mostKept = 1000;
/** Largest body that is kept, in bytes. */
const largestBody = 1024 * 1024;

const conditions = ['if-none-match', 'if-modified-since'];

/**
 * The cache between everybody and the clinic: it keeps what may be kept in memory, and gives it to all who ask for the
 * same. What has got old, it asks the clinic about by its `ETag`, and keeps it when that says 304. A restart begins with
 * a cold one.
 */
export function sharedCache({ functions, clinic }: Service): MiddlewareHandler<HttpEnv> {
  const kept = new Map<string, KeptAnswer[]>();
  const now = (): number => clinic.clock.now();

  const keep = async (key: string, request: CacheRequest, context: Context): Promise<void> => {
    const { res } = context;
    if (!functions.mayCache(request, res)) return;
    const body = await res.clone().arrayBuffer();
    if (body.byteLength > largestBody) return;
    const names = functions.cacheVaryingBy(request, res);
    const answer: KeptAnswer = {
      status: res.status,
      headers: new Headers(res.headers),
      body,
      keptAt: now(),
      life: functions.cacheLife(request, res),
      chosenBy: Object.fromEntries(names.map((name) => [name, request.headers.get(name)])),
    };
    const others = (kept.get(key) ?? []).filter((other) => !isFor(request, other));
    kept.delete(key);
    kept.set(key, [...others, answer]);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  };

  return async (context, next) => {
    const request = requestOf(context);
    const key = isAskedOfCaches(request) ? await functions.cacheKey(request) : null;
    if (key === null) return next();
    const found = kept.get(key)?.find((answer) => isFor(request, answer));
    if (found !== undefined && now() - found.keptAt < found.life) {
      context.res = given(found, now());
    } else {
      await ask(context, next, found?.headers.get('etag') ?? undefined);
      if (found !== undefined && context.res.status === 304) {
        found.keptAt = now();
        context.res = given(found, now());
      } else await keep(key, request, context);
    }
    if (isKnownTo(request, context.res)) context.res = notModified(context.res);
  };
}

/** Asks the clinic for the whole answer, or whether the one with this `ETag` is still right. */
function ask(context: Context, next: () => Promise<void>, etag: string | undefined): Promise<void> {
  const { raw } = context.req;
  const headers = new Headers(raw.headers);
  const isConditional = etag !== undefined || conditions.some((name) => headers.has(name));
  for (const name of conditions) headers.delete(name);
  if (etag !== undefined) headers.set('if-none-match', etag);
  if (isConditional) context.req.raw = new Request(raw.url, { method: raw.method, headers });
  return next();
}

function requestOf({ req }: Context): CacheRequest {
  const { pathname, search } = new URL(req.url);
  return { method: req.method, path: pathname + search, headers: new Headers(req.raw.headers) };
}

/** A part of a medium, and what is to be made anew, come from the clinic itself. */
function isAskedOfCaches({ method, headers }: CacheRequest): boolean {
  return method === 'GET' && !headers.has('range') && !cacheControlOf(headers).has('no-cache');
}

function isFor({ headers }: CacheRequest, { chosenBy }: KeptAnswer): boolean {
  return Object.entries(chosenBy).every(([name, value]) => headers.get(name) === value);
}

function given({ status, headers, body, keptAt }: KeptAnswer, now: number): Response {
  const answer = new Response(body.slice(0), { status, headers });
  answer.headers.set('age', String(Math.floor((now - keptAt) / 1000)));
  return answer;
}

/** Whether who asks has this very answer already. */
function isKnownTo(request: CacheRequest, { status, headers }: Response): boolean {
  const etag = headers.get('etag');
  const known = request.headers.get('if-none-match')?.split(',') ?? [];
  return status === 200 && etag !== null && known.some((one) => one.trim() === etag);
}

function notModified({ headers }: Response): Response {
  const answer = new Response(null, { status: 304, headers });
  for (const name of ['content-length', 'content-type']) answer.headers.delete(name);
  return answer;
}
