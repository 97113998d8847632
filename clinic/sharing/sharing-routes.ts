import { createRoute, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { readableConsultation } from '../booking/book.ts';
import type { Api } from '../http/api.ts';
import {
  fromPage,
  json,
  jsonBody,
  pageOf,
  pageQuery,
  problems,
  signedIn,
  toPageRequest,
} from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import { findCredentials } from '../sign-in/account.ts';
import { describeShare, shareAnswer, shareBody } from './sharing-schemas.ts';

const refusals = { ...problems.unauthenticated, ...problems.notFound };

const shareRoute = createRoute({
  method: 'post',
  path: '/api/consultations/{consultation}/shares',
  security: signedIn,
  request: { params: z.object({ consultation: z.string().max(40) }), ...jsonBody(shareBody) },
  responses: {
    201: json(
      shareAnswer.extend({ url: z.string().optional() }),
      'It is shared. By a link: its address, shown this once.',
    ),
    ...refusals,
    ...problems.forbidden,
    ...problems.invalid,
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/shares',
  security: signedIn,
  request: { query: pageQuery },
  responses: {
    200: json(pageOf(shareAnswer), 'What one shares, and what is shared with one.'),
    ...problems.unauthenticated,
    ...problems.invalid,
  },
});

const endRoute = createRoute({
  method: 'delete',
  path: '/api/shares/{share}',
  security: signedIn,
  request: { params: z.object({ share: z.string().max(40) }) },
  responses: { 204: { description: 'It has ended.' }, ...refusals },
});

/** Sharing a consultation, and ending that. */
export function sharingRoutes(api: Api, service: Service): void {
  const { clinic, functions } = service;

  api.openapi(shareRoute, async (context) => {
    const viewer = requireViewer(context);
    const { consultation: id } = context.req.valid('param');
    const consultation = await readableConsultation(service, viewer, id);
    if (!(await functions.mayShare(viewer, consultation))) {
      throw new HTTPException(403, { message: 'Only the patient shares.' });
    }
    const { email, until: end } = context.req.valid('json');
    const until = Date.parse(end);
    if (until <= clinic.clock.now()) {
      throw new HTTPException(422, { message: 'until: this is over already.' });
    }
    const account = email === undefined ? null : findCredentials(clinic.store, email);
    if (account === undefined) {
      throw new HTTPException(422, { message: 'email: nobody signs in with it.' });
    }
    const wanted = { accountId: account?.id ?? null, until };
    const { share, token } = await functions.shareConsultation(viewer, consultation, wanted);
    const link = token === null ? {} : { url: `/shared/${token}` };
    return context.json({ ...describeShare(share), ...link }, 201);
  });

  api.openapi(listRoute, async (context) => {
    const viewer = requireViewer(context);
    const page = await functions.visibleShares(viewer, toPageRequest(context.req.valid('query')));
    return context.json(fromPage(page, describeShare), 200);
  });

  api.openapi(endRoute, async (context) => {
    const viewer = requireViewer(context);
    const share = await functions.findShare(context.req.valid('param').share);
    if (share === null || !(await functions.mayEndShare(viewer, share))) throw notFound();
    await functions.endShare(viewer, share);
    return context.body(null, 204);
  });
}
