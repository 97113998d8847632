import { createRoute, z } from '@hono/zod-openapi';
import { treatedConsultation } from '../booking/book.ts';
import {
  describePrescription,
  prescriptionAnswer,
  prescriptionBody,
} from '../booking/consultation-schemas.ts';
import type { Api } from '../http/api.ts';
import { json, jsonBody, problems, signedIn, text } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { requireViewer } from '../http/viewer.ts';
import { keepNotes } from './keep-notes.ts';
import { listPharmacies } from './pharmacy.ts';
import { sendPrescription } from './send-prescription.ts';

const params = z.object({ consultation: z.string().max(40) });
const refusals = {
  ...problems.unauthenticated,
  ...problems.forbidden,
  ...problems.notFound,
  ...problems.invalid,
};

export const notesBody = z.object({ notes: text(10_000) }).openapi('Notes');

const notesRoute = createRoute({
  method: 'put',
  path: '/api/consultations/{consultation}/notes',
  security: signedIn,
  request: { params, ...jsonBody(notesBody) },
  responses: { 204: { description: 'The notes are kept.' }, ...refusals },
});

const prescribeRoute = createRoute({
  method: 'post',
  path: '/api/consultations/{consultation}/prescription',
  security: signedIn,
  request: { params, ...jsonBody(prescriptionBody) },
  responses: {
    201: json(prescriptionAnswer, 'Prescribed; deliveredAt says whether the pharmacy took it.'),
    ...refusals,
    ...problems.conflict,
  },
});

const pharmaciesRoute = createRoute({
  method: 'get',
  path: '/api/pharmacies',
  responses: {
    200: json(
      z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
      'Where prescriptions can be sent; public.',
    ),
  },
});

/** What clinicians add to a consultation. */
export function prescribingRoutes(api: Api, service: Service): void {
  api.openapi(notesRoute, async (context) => {
    const viewer = requireViewer(context);
    const { consultation: id } = context.req.valid('param');
    const consultation = await treatedConsultation(service, viewer, id);
    await keepNotes(service, viewer, consultation, context.req.valid('json').notes);
    return context.body(null, 204);
  });

  api.openapi(prescribeRoute, async (context) => {
    const viewer = requireViewer(context);
    const { consultation: id } = context.req.valid('param');
    const consultation = await treatedConsultation(service, viewer, id);
    const what = context.req.valid('json');
    const prescription = await sendPrescription(service, viewer, consultation, what);
    return context.json(describePrescription(prescription), 201);
  });

  api.openapi(pharmaciesRoute, (context) => {
    const items = listPharmacies(service.clinic.store).map(({ id, name }) => ({ id, name }));
    return context.json({ items }, 200);
  });
}
