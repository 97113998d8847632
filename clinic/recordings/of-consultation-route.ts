import { createRoute, z } from '@hono/zod-openapi';
import { readableConsultation } from '../booking/book.ts';
import type { Api } from '../http/api.ts';
import { json, problems, signedIn } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import { describeRecording, recordingAnswer } from './recording-schemas.ts';

const id = z.string().max(40);
const route = createRoute({
  method: 'get',
  path: '/api/consultations/{consultation}/recordings/{recording}',
  security: signedIn,
  request: { params: z.object({ consultation: id, recording: id }) },
  responses: {
    200: json(recordingAnswer, 'A recording of this consultation.'),
    ...problems.unauthenticated,
    ...problems.notFound,
  },
});

/** A recording below its consultation: whoever may read that may read this, if it is of it. */
export function recordingOfConsultationRoute(api: Api, service: Service): void {
  const { functions } = service;
  api.openapi(route, async (context) => {
    const viewer = requireViewer(context);
    const { consultation: above, recording: below } = context.req.valid('param');
    const consultation = await readableConsultation(service, viewer, above);
    const recording = await functions.findRecording(below);
    if (recording === null || !(await functions.isOf(consultation, recording))) throw notFound();
    return context.json(
      describeRecording(recording, functions.mediaAddress(viewer, recording)),
      200,
    );
  });
}
