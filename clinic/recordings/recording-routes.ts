import { createRoute, z } from '@hono/zod-openapi';
import type { Api } from '../http/api.ts';
import {
  fromPage,
  json,
  pageOf,
  pageQuery,
  problems,
  signedIn,
  toPageRequest,
} from '../http/schemas.ts';
import { sendFile } from '../http/send-file.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import type { Viewer } from '../sign-in/account.ts';
import { permittedRecording, readyRecording } from './readable.ts';
import { describeRecording, recordingAnswer } from './recording-schemas.ts';
import type { Recording } from './recording.ts';

const binary = z.string().openapi({ format: 'binary' });
const byId = { params: z.object({ recording: z.string().max(40) }) };
const refusals = { ...problems.unauthenticated, ...problems.notFound };

const replaysRoute = createRoute({
  method: 'get',
  path: '/api/replays',
  security: signedIn,
  request: { query: pageQuery },
  responses: {
    200: json(pageOf(recordingAnswer), 'Finished recordings, the newest first.'),
    ...problems.unauthenticated,
    ...problems.invalid,
  },
});

const readRoute = createRoute({
  method: 'get',
  path: '/api/recordings/{recording}',
  security: signedIn,
  request: byId,
  responses: { 200: json(recordingAnswer, 'The recording.'), ...refusals },
});

const media = { 'video/webm': { schema: binary }, 'audio/webm': { schema: binary } };
const mediaRoute = createRoute({
  method: 'get',
  path: '/api/recordings/{recording}/media',
  security: signedIn,
  request: { ...byId, headers: z.object({ range: z.string().optional() }) },
  responses: {
    200: { description: 'The whole file.', content: media },
    206: { description: 'The range that was asked for.', content: media },
    416: { description: 'The range lies outside of the file.' },
    ...refusals,
  },
});

const thumbnailRoute = createRoute({
  method: 'get',
  path: '/api/recordings/{recording}/thumbnail',
  security: signedIn,
  request: byId,
  responses: {
    200: {
      description: 'A picture; audio calls have none.',
      content: { 'image/webp': { schema: binary } },
    },
    ...refusals,
  },
});

const transcriptRoute = createRoute({
  method: 'get',
  path: '/api/recordings/{recording}/transcript',
  security: signedIn,
  request: byId,
  responses: {
    200: { description: 'What was said.', content: { 'text/plain': { schema: z.string() } } },
    ...refusals,
  },
});

/** Replays: the list, a recording's details, and what is streamed of it. */
export function recordingRoutes(api: Api, service: Service): void {
  const { functions } = service;
  const describe = (viewer: Viewer) => (recording: Recording) =>
    describeRecording(recording, functions.mediaAddress(viewer, recording));

  api.openapi(replaysRoute, async (context) => {
    const viewer = requireViewer(context);
    const request = toPageRequest(context.req.valid('query'));
    const page = await functions.visibleReplays(viewer, request);
    return context.json(fromPage(page, describe(viewer)), 200);
  });

  api.openapi(readRoute, async (context) => {
    const viewer = requireViewer(context);
    const { recording: id } = context.req.valid('param');
    const recording = await permittedRecording(service, 'mayReadRecording', viewer, id);
    return context.json(describe(viewer)(recording), 200);
  });

  api.openapi(mediaRoute, async (context) => {
    const viewer = requireViewer(context);
    const { recording: id } = context.req.valid('param');
    const recording = await readyRecording(service, 'mayStream', viewer, id);
    const range = context.req.header('range');
    const { file, contentType } = await functions.openMedia(viewer, recording, range);
    return sendFile(context, { path: file, contentType, tag: `${id}-${recording.size}` });
  });

  api.openapi(thumbnailRoute, async (context) => {
    const viewer = requireViewer(context);
    const { recording: id } = context.req.valid('param');
    const recording = await readyRecording(service, 'maySeeThumbnail', viewer, id);
    if (recording.hasThumbnail === 0) throw notFound();
    const picture = await functions.readThumbnail(viewer, recording);
    return context.body(new Uint8Array(picture), 200, { 'content-type': 'image/webp' });
  });

  api.openapi(transcriptRoute, async (context) => {
    const viewer = requireViewer(context);
    const { recording: id } = context.req.valid('param');
    const recording = await readyRecording(service, 'mayReadTranscript', viewer, id);
    const transcript = await functions.readTranscript(viewer, recording);
    if (transcript === null) throw notFound();
    return context.text(transcript, 200);
  });
}
