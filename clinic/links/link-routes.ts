import { createRoute, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { Api } from '../http/api.ts';
import { json, problems, signedIn, time, toTime } from '../http/schemas.ts';
import { sendFile } from '../http/send-file.ts';
import type { Service } from '../http/service.ts';
import { sessionToken } from '../http/session-token.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import { mediaFile } from '../recordings/media-files.ts';
import { readyRecording } from '../recordings/readable.ts';
import { linkAddress } from './media-link.ts';
import { isSame } from './signing.ts';

const linkRoute = createRoute({
  method: 'get',
  path: '/api/recordings/{recording}/link',
  security: signedIn,
  request: { params: z.object({ recording: z.string().max(40) }) },
  responses: {
    200: json(
      z.object({ url: z.string(), expiresAt: time }),
      'An address of the media that works for this session, and for a while.',
    ),
    ...problems.unauthenticated,
    ...problems.notFound,
  },
});

const whole = /^\d{1,16}$/;

/** Signed addresses of media: asking for one, and the gateway that they lead to. */
export function linkRoutes(api: Api, service: Service): void {
  const { clinic, functions } = service;

  api.openapi(linkRoute, async (context) => {
    const viewer = requireViewer(context);
    const { recording: id } = context.req.valid('param');
    const { id: recordingId } = await readyRecording(service, 'mayStream', viewer, id);
    const expiresAt = functions.endOfMediaLink(viewer);
    const link = { recordingId, expiresAt };
    const url = linkAddress(link, functions.signMediaLink(viewer, link));
    return context.json({ url, expiresAt: toTime(expiresAt) }, 200);
  });

  // Not in the document: nobody makes such an address but the clinic.
  api.get('/media/:recording', async (context) => {
    const token = sessionToken(context.req.raw.headers);
    const viewer = token === undefined ? null : await functions.findMediaViewer(token);
    const { expires = '', signature = '' } = context.req.query();
    const link = {
      recordingId: context.req.param('recording'),
      expiresAt: whole.test(expires) ? Number(expires) : 0,
    };
    const isOurs = isSame(signature, functions.signMediaLink(viewer, link));
    if (!isOurs || !(await functions.mayUseMediaLink(viewer, link))) {
      throw new HTTPException(403, { message: 'This address has ended, or is not yours.' });
    }
    const recording = await functions.findRecording(link.recordingId);
    if (recording === null || recording.status !== 'ready') throw notFound();
    const { id, contentType, size } = recording;
    return sendFile(context, { path: mediaFile(clinic, id), contentType, tag: `${id}-${size}` });
  });
}
