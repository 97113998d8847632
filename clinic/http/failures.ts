import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ZodError } from 'zod';
import { problemPage } from '../pages/problem-page.ts';
import type { Service } from './service.ts';
import { notFound } from './viewer.ts';
import type { HttpEnv } from './http-env.ts';

const codes: Record<number, string> = {
  400: 'bad-request',
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  415: 'wrong-type',
  422: 'invalid',
  426: 'upgrade-required',
};

/** Turns what a handler threw into an answer: JSON for the API, a page for people. */
export async function answerFailure(
  service: Service,
  error: unknown,
  context: Context<HttpEnv>,
): Promise<Response> {
  const known = error instanceof HTTPException;
  // Only the stack: what was thrown may quote a request.
  // What was cancelled because whoever asked has hung up has not failed.
  const isCancelled = context.req.raw.signal.aborted;
  if (!known && !isCancelled)
    console.error(error instanceof Error ? error.stack : 'Something else was thrown.');
  const status: ContentfulStatusCode = known ? error.status : 500;
  const message = known ? error.message : 'Something went wrong here.';
  if (context.req.path.startsWith('/api/')) {
    return context.json({ error: { code: codes[status] ?? 'internal', message } }, status);
  }
  if (status === 401) return context.redirect('/sign-in', 303);
  // A failure in the middleware comes before anybody is known.
  const viewer = context.get('viewer') ?? null;
  return context.html(await service.functions.renderPage(viewer, problemPage(message)), status);
}

/** Nothing is there, for whoever asks. */
export function answerNotFound(service: Service, context: Context<HttpEnv>): Promise<Response> {
  return answerFailure(service, notFound(), context);
}

/** Says which fields are wrong, without quoting what they held. */
export function describeIssues(error: Pick<ZodError, 'issues'>): string {
  return error.issues
    .slice(0, 10)
    .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
    .join('; ');
}
