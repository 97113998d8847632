import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import type { Viewer } from '../sign-in/account.ts';
import type { HttpEnv } from './http-env.ts';
import type { Service } from './service.ts';
import { sessionToken } from './session-token.ts';

export const ticketCookie = 'clinic_ticket';

/** Finds out who is asking and marks the answer as private. */
export function knowViewer({ functions }: Service): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const token = sessionToken(context.req.raw.headers);
    const viewer = token === undefined ? null : await functions.findViewer(token);
    context.set('viewer', viewer);
    const headers = functions.privateHeaders(viewer, context.req.path);
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    await next();
  };
}

/** Who is asking; throws 401 when nobody is signed in. */
export function requireViewer(context: Context<HttpEnv>): Viewer {
  const viewer = context.get('viewer');
  if (viewer === null) throw new HTTPException(401, { message: 'Sign in first.' });
  return viewer;
}

/** The same error for all: nobody reads its stack, and to take one costs more than the answer's lookups. */
const nothingHere = new HTTPException(404, { message: 'There is nothing here.' });

/** What a thing looks like to those who may not have it: as if it did not exist. */
export function notFound(): HTTPException {
  return nothingHere;
}

/** Gives the browser a cookie that scripts and other sites can't use. */
export function giveCookie(context: Context, name: string, value: string, maxAge: number): void {
  const secure = new URL(context.req.url).protocol === 'https:';
  setCookie(context, name, value, { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge });
}

export function takeCookie(context: Context, name: string): void {
  deleteCookie(context, name, { path: '/' });
}
