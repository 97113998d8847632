import { createRoute, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { callKind } from '../booking/consultation-schemas.ts';
import type { ChunkOutcome } from '../clinic-functions.ts';
import type { Api } from '../http/api.ts';
import { json, jsonBody, problems, signedIn } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { requireViewer } from '../http/viewer.ts';
import { callAnswer, describeCall } from './call-schemas.ts';
import { joinableCall, joinableConsultation } from './join.ts';
import { preferredWait } from '../jobs/wait-for-job.ts';
import { waitForRecording } from './wait-for-recording.ts';

const params = z.object({ call: z.string().max(40) });
const refusals = { ...problems.unauthenticated, ...problems.notFound };

const startRoute = createRoute({
  method: 'post',
  path: '/api/consultations/{consultation}/call',
  security: signedIn,
  request: {
    params: z.object({ consultation: z.string().max(40) }),
    ...jsonBody(z.object({ kind: callKind.optional() })),
  },
  responses: {
    201: json(callAnswer, 'The call goes on; an earlier one of this consultation has ended.'),
    ...refusals,
    ...problems.invalid,
  },
});

const switchRoute = createRoute({
  method: 'post',
  path: '/api/calls/{call}/switch-to-video',
  security: signedIn,
  request: { params },
  responses: {
    200: json(callAnswer, 'It is a video call now.'),
    ...refusals,
    ...problems.conflict,
  },
});

const chunkRoute = createRoute({
  method: 'put',
  path: '/api/calls/{call}/recording/chunks/{number}',
  security: signedIn,
  request: {
    params: params.extend({ number: z.coerce.number().int().min(0).max(9999) }),
    body: {
      required: true,
      description: 'The next piece of the WebM file, at most 8 MiB. A piece may be sent again.',
      content: {
        'video/webm': { schema: z.string().openapi({ format: 'binary' }) },
        'audio/webm': { schema: z.string().openapi({ format: 'binary' }) },
      },
    },
  },
  responses: {
    204: { description: 'Kept.' },
    ...refusals,
    ...problems.conflict,
    ...problems.tooLarge,
    ...problems.wrongType,
    ...problems.invalid,
  },
});

const hangUpRoute = createRoute({
  method: 'post',
  path: '/api/calls/{call}/hang-up',
  description: 'With `Prefer: wait=10` it answers once the recording is ready, or after 10 s.',
  security: signedIn,
  request: { params },
  responses: { 200: json(callAnswer, 'The call has ended.'), ...refusals },
});

const refused: Record<Exclude<ChunkOutcome, 'stored'>, [409 | 413, string]> = {
  ended: [409, 'The call has ended.'],
  'out-of-order': [409, 'An earlier chunk is missing.'],
  'too-large': [413, 'The recording is too large.'],
};

/** Calls and what is recorded of them. The room for video has its own route where there is one. */
export function callRoutes(api: Api, service: Service): void {
  const { functions } = service;

  api.openapi(startRoute, async (context) => {
    const viewer = requireViewer(context);
    const { consultation: id } = context.req.valid('param');
    const consultation = await joinableConsultation(service, viewer, id);
    const { kind = consultation.kind } = context.req.valid('json');
    const call = await functions.startCall(viewer, consultation, kind);
    return context.json(describeCall(call), 201);
  });

  const { switchToVideo } = functions;
  if (switchToVideo !== undefined) {
    api.openapi(switchRoute, async (context) => {
      const viewer = requireViewer(context);
      const call = await joinableCall(service, viewer, context.req.valid('param').call);
      const switched = await switchToVideo(viewer, call);
      if (switched === null) {
        throw new HTTPException(409, { message: 'Only an audio call that goes on can switch.' });
      }
      return context.json(describeCall(switched), 200);
    });
  }

  api.openapi(chunkRoute, async (context) => {
    const viewer = requireViewer(context);
    const { call: id, number } = context.req.valid('param');
    const call = await joinableCall(service, viewer, id);
    const contentType = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (contentType !== 'video/webm' && contentType !== 'audio/webm') {
      throw new HTTPException(415, { message: 'Send video/webm or audio/webm.' });
    }
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    const outcome = await functions.storeChunk(viewer, call, { number, bytes, contentType });
    if (outcome === 'stored') return context.body(null, 204);
    const [status, message] = refused[outcome];
    throw new HTTPException(status, { message });
  });

  api.openapi(hangUpRoute, async (context) => {
    const viewer = requireViewer(context);
    const call = await joinableCall(service, viewer, context.req.valid('param').call);
    const ended = await functions.hangUp(viewer, call);
    await waitForRecording(service.clinic, ended, preferredWait(context.req.header('prefer')));
    return context.json(describeCall(ended), 200);
  });
}
