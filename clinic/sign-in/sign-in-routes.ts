import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Api } from '../http/api.ts';
import { json, jsonBody, problems, signedIn } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { sessionCookie } from '../http/session-token.ts';
import { requireViewer, takeCookie, ticketCookie } from '../http/viewer.ts';
import type { Client } from './account.ts';
import { signInBody, signUpBody } from './account-schemas.ts';
import { createPatient } from './create-account.ts';
import { keepSession, keepTicket } from './keep-session.ts';
import { totpUri } from './second-factor.ts';
import { confirmSignIn, signIn } from './sign-in.ts';

const signUpRoute = createRoute({
  method: 'post',
  path: '/api/sign-up',
  request: jsonBody(signUpBody),
  responses: {
    201: json(
      z.object({
        id: z.string(),
        totpSecret: z.string().optional(),
        totpUri: z.string().optional(),
      }),
      'The account exists. With a second factor: its secret, shown this once.',
    ),
    ...problems.conflict,
    ...problems.invalid,
  },
});

const session = z.object({ token: z.string().optional() });
const signInRoute = createRoute({
  method: 'post',
  path: '/api/sign-in',
  request: jsonBody(signInBody),
  responses: {
    200: json(session, 'Signed in: the web client by a cookie, the app by this token.'),
    202: json(
      z.object({ secondFactorRequired: z.literal(true), ticket: z.string() }),
      'The password is right, the second factor is to come. The ticket comes as a cookie too.',
    ),
    ...problems.unauthenticated,
    ...problems.invalid,
  },
});

const secondFactorRoute = createRoute({
  method: 'post',
  path: '/api/sign-in/second-factor',
  request: jsonBody(
    z.object({ code: z.string().regex(/^\d{6}$/), ticket: z.string().max(100).optional() }),
  ),
  responses: {
    200: json(session, 'Signed in.'),
    ...problems.unauthenticated,
    ...problems.invalid,
  },
});

const signOutRoute = createRoute({
  method: 'post',
  path: '/api/sign-out',
  security: signedIn,
  responses: { 204: { description: 'The session has ended.' }, ...problems.unauthenticated },
});

/** Signing up, in and out. */
export function signInRoutes(api: Api, service: Service): void {
  const answer = (context: Context, client: Client, token: string): { token?: string } => {
    if (client === 'app') return { token };
    keepSession(context, token);
    return {};
  };

  api.openapi(signUpRoute, async (context) => {
    const { id, email, totpSecret } = await createPatient(
      service.clinic,
      context.req.valid('json'),
    );
    if (totpSecret === null) return context.json({ id }, 201);
    return context.json({ id, totpSecret, totpUri: totpUri(totpSecret, email) }, 201);
  });

  api.openapi(signInRoute, async (context) => {
    const body = context.req.valid('json');
    const step = await signIn(service, body);
    if ('token' in step) return context.json(answer(context, body.client, step.token), 200);
    if (body.client === 'web') keepTicket(context, step.ticket);
    return context.json({ secondFactorRequired: true as const, ticket: step.ticket }, 202);
  });

  api.openapi(secondFactorRoute, async (context) => {
    const { code, ticket = getCookie(context, ticketCookie) } = context.req.valid('json');
    const { token, client } = await confirmSignIn(service, ticket, code);
    return context.json(answer(context, client, token), 200);
  });

  api.openapi(signOutRoute, async (context) => {
    await service.functions.endSession(requireViewer(context));
    takeCookie(context, sessionCookie);
    return context.body(null, 204);
  });
}
