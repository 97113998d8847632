import { createRoute, z } from '@hono/zod-openapi';
import { isLetIn } from '../access/let-in.ts';
import type { Consultation } from '../booking/consultation.ts';
import type { Api } from '../http/api.ts';
import { json, jsonBody, problems, signedIn } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import type { Viewer } from '../sign-in/account.ts';
import { summaryOf } from './letter.ts';

const id = z.string().max(40);
const refusals = { ...problems.unauthenticated, ...problems.notFound, ...problems.invalid };

const summaryRoute = createRoute({
  method: 'get',
  path: '/api/summary',
  security: signedIn,
  request: {
    query: z.object({ consultation: id.optional() }),
    headers: z.object({ 'x-consultation': id.optional() }),
  },
  responses: {
    200: json(
      z.object({
        consultationId: z.string(),
        patientName: z.string(),
        clinicianName: z.string(),
        reason: z.string(),
        notes: z.string().nullable(),
        medicine: z.string().nullable(),
      }),
      'A consultation on one page, to print: that of the query, or the one that the app has open.',
    ),
    ...refusals,
  },
});

const letterRoute = createRoute({
  method: 'post',
  path: '/api/letters',
  security: signedIn,
  request: jsonBody(z.object({ consultation: id })),
  responses: { 200: json(z.object({ text: z.string() }), 'A letter to show.'), ...refusals },
});

type Permission = 'mayReadSummary' | 'mayHaveLetter';

/** What patients print and show: the summary of a consultation, and a letter that they were here. */
export function letterRoutes(api: Api, { functions }: Service): void {
  const permitted = async (
    permission: Permission,
    viewer: Viewer,
    named: string | undefined,
  ): Promise<Consultation> => {
    const found = named === undefined ? null : await functions.findConsultation(named);
    if (found === null) throw notFound();
    if (await functions[permission](viewer, found)) return found;
    const entry = { consultationId: found.id, patientId: found.patientId };
    if (await isLetIn(functions, viewer, entry)) return found;
    throw notFound();
  };

  api.openapi(summaryRoute, async (context) => {
    const viewer = requireViewer(context);
    const { consultation = context.req.header('x-consultation') } = context.req.valid('query');
    const found = await permitted('mayReadSummary', viewer, consultation);
    return context.json(summaryOf(found, await functions.findPrescription(viewer, found)), 200);
  });

  api.openapi(letterRoute, async (context) => {
    const viewer = requireViewer(context);
    const { consultation } = context.req.valid('json');
    const found = await permitted('mayHaveLetter', viewer, consultation);
    return context.json({ text: await functions.writeLetter(viewer, found) }, 200);
  });
}
