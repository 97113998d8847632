import { createRoute, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
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
import { requireViewer } from '../http/viewer.ts';
import { book, readableConsultation, reassignTo } from './book.ts';
import { sortings } from './consultation-list.ts';
import {
  bookingBody,
  callKind,
  consultationAnswer,
  consultationDetails,
  describeConsultation,
  describeDetails,
} from './consultation-schemas.ts';

const params = z.object({ consultation: z.string().max(40) });

const bookRoute = createRoute({
  method: 'post',
  path: '/api/consultations',
  security: signedIn,
  request: jsonBody(bookingBody),
  responses: {
    201: json(consultationAnswer, 'It is booked.'),
    ...problems.unauthenticated,
    ...problems.forbidden,
    ...problems.invalid,
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/consultations',
  security: signedIn,
  request: {
    query: pageQuery.extend({
      kind: callKind.optional(),
      since: z.iso.date().optional(),
      sort: z.enum(sortings).optional(),
    }),
  },
  responses: {
    200: json(pageOf(consultationAnswer), "One's own consultations, else the newest first."),
    ...problems.unauthenticated,
    ...problems.invalid,
  },
});

const readRoute = createRoute({
  method: 'get',
  path: '/api/consultations/{consultation}',
  security: signedIn,
  request: { params },
  responses: {
    200: json(consultationDetails, 'With notes, prescription and recordings.'),
    ...problems.unauthenticated,
    ...problems.notFound,
  },
});

const reassignRoute = createRoute({
  method: 'put',
  path: '/api/consultations/{consultation}/clinician',
  security: signedIn,
  request: { params, ...jsonBody(z.object({ clinicianId: z.string().max(40) })) },
  responses: {
    204: { description: 'Another clinician treats it.' },
    ...problems.unauthenticated,
    ...problems.forbidden,
    ...problems.notFound,
    ...problems.invalid,
  },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/api/consultations/{consultation}/record',
  security: signedIn,
  request: { params },
  responses: {
    204: { description: 'It is gone, with all that came of it and the exports since then.' },
    ...problems.unauthenticated,
    ...problems.forbidden,
    ...problems.notFound,
  },
});

/** Booking consultations, looking at them, and removing them. */
export function consultationRoutes(api: Api, service: Service): void {
  const { functions } = service;

  api.openapi(bookRoute, async (context) => {
    const viewer = requireViewer(context);
    const booked = await book(service, viewer, context.req.valid('json'));
    return context.json(describeConsultation(booked), 201);
  });

  api.openapi(reassignRoute, async (context) => {
    const viewer = requireViewer(context);
    const { consultation: id } = context.req.valid('param');
    await reassignTo(service, viewer, id, context.req.valid('json').clinicianId);
    return context.body(null, 204);
  });

  api.openapi(listRoute, async (context) => {
    const viewer = requireViewer(context);
    const { kind, since, sort, ...page } = context.req.valid('query');
    const from = since === undefined ? undefined : Date.parse(since);
    const request = { ...toPageRequest(page), kind, since: from, sort };
    const found = await functions.visibleConsultations(viewer, request);
    return context.json(fromPage(found, describeConsultation), 200);
  });

  api.openapi(readRoute, async (context) => {
    const viewer = requireViewer(context);
    const { consultation: id } = context.req.valid('param');
    const consultation = await readableConsultation(service, viewer, id);
    const prescription = await functions.findPrescription(viewer, consultation);
    const recordings = await functions.recordingsOf(viewer, consultation);
    const details = describeDetails(consultation, prescription, recordings, {
      documents: await functions.documentsOf(viewer, consultation),
      mediaAddress: (recording) => functions.mediaAddress(viewer, recording),
    });
    return context.json(details, 200);
  });

  api.openapi(removeRoute, async (context) => {
    const viewer = requireViewer(context);
    const { consultation: id } = context.req.valid('param');
    const consultation = await readableConsultation(service, viewer, id);
    if (!(await functions.mayRemoveConsultation(viewer, consultation))) {
      throw new HTTPException(403, { message: 'Only the patient removes it.' });
    }
    await functions.removeConsultation(viewer, consultation);
    return context.body(null, 204);
  });
}
