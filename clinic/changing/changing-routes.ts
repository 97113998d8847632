import { createRoute, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import {
  consultationAnswer,
  describeConsultation,
  describeDocument,
  documentAnswer,
} from '../booking/consultation-schemas.ts';
import type { Consultation } from '../booking/consultation.ts';
import type { Api } from '../http/api.ts';
import { json, jsonBody, problems, signedIn, text } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { announce } from '../live/announce.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import type { Viewer } from '../sign-in/account.ts';
import type { ConsultationChanges } from './document.ts';
import { findPharmacy } from '../prescribing/pharmacy.ts';

const path = '/api/consultations/{consultation}';
const params = z.object({ consultation: z.string().max(40) });
const refusals = { ...problems.unauthenticated, ...problems.notFound };

const changesBody = z
  .object({ reason: text(2000).optional(), pharmacyId: z.string().max(40).optional() })
  .openapi('ConsultationChanges');
const bookingAsAWhole = z
  .object({ reason: text(2000), pharmacyId: z.string().max(40) })
  .openapi('BookingAsAWhole');
const documentBody = z.object({ title: text(200), text: text(20_000) }).openapi('NewDocument');

const changeRoute = createRoute({
  method: 'patch',
  path,
  security: signedIn,
  request: { params, ...jsonBody(changesBody) },
  responses: {
    200: json(consultationAnswer, 'It is changed.'),
    ...refusals,
    ...problems.invalid,
  },
});

const replaceRoute = createRoute({
  method: 'put',
  path,
  security: signedIn,
  request: { params, ...jsonBody(bookingAsAWhole) },
  responses: {
    200: json(consultationAnswer, 'It is as it was sent.'),
    ...refusals,
    ...problems.invalid,
  },
});

const cancelRoute = createRoute({
  method: 'delete',
  path,
  security: signedIn,
  request: { params },
  responses: {
    204: { description: 'It is cancelled, and gone.' },
    ...refusals,
    ...problems.conflict,
  },
});

const documentRoute = createRoute({
  method: 'post',
  path: `${path}/documents`,
  security: signedIn,
  request: { params, ...jsonBody(documentBody) },
  responses: {
    201: json(documentAnswer, 'It is kept with the consultation.'),
    ...refusals,
    ...problems.invalid,
  },
});

/** What patients change of a consultation that is booked. */
export function changingRoutes(api: Api, service: Service): void {
  const {
    clinic: { store },
    functions,
  } = service;
  const find = async (id: string): Promise<Consultation> => {
    const consultation = await functions.findConsultation(id);
    if (consultation === null) throw notFound();
    return consultation;
  };

  const change = async (viewer: Viewer, id: string, changes: ConsultationChanges) => {
    const consultation = await find(id);
    if (!(await functions.mayChangeConsultation(viewer, consultation))) throw notFound();
    const { pharmacyId } = changes;
    if (pharmacyId !== undefined && findPharmacy(store, pharmacyId) === undefined) {
      throw new HTTPException(422, { message: 'pharmacyId: choose one of the pharmacies.' });
    }
    await functions.changeConsultation(viewer, consultation, changes);
    return describeConsultation(await find(id));
  };

  api.openapi(changeRoute, async (context) => {
    const { consultation: id } = context.req.valid('param');
    const changed = await change(requireViewer(context), id, context.req.valid('json'));
    return context.json(changed, 200);
  });

  api.openapi(replaceRoute, async (context) => {
    const { consultation: id } = context.req.valid('param');
    const replaced = await change(requireViewer(context), id, context.req.valid('json'));
    return context.json(replaced, 200);
  });

  api.openapi(cancelRoute, async (context) => {
    const viewer = requireViewer(context);
    const consultation = await find(context.req.valid('param').consultation);
    if (!(await functions.mayCancelConsultation(viewer, consultation))) throw notFound();
    const { id } = consultation;
    if (store.get('SELECT 1 FROM calls WHERE consultation_id = :id LIMIT 1', { id })) {
      throw new HTTPException(409, { message: 'There was a call already.' });
    }
    await functions.cancelConsultation(viewer, consultation);
    return context.body(null, 204);
  });

  api.openapi(documentRoute, async (context) => {
    const viewer = requireViewer(context);
    const consultation = await find(context.req.valid('param').consultation);
    if (!(await functions.mayAddDocument(viewer, consultation))) throw notFound();
    const document = await functions.addDocument(viewer, consultation, context.req.valid('json'));
    const event = { ...consultation, consultationId: consultation.id };
    await announce(service, 'document', event, document.title);
    return context.json(describeDocument(document), 201);
  });
}
