import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Api } from '../http/api.ts';
import type { HttpEnv } from '../http/http-env.ts';
import { problems, signedIn } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import type { Viewer } from '../sign-in/account.ts';
import { masterPlaylist, mediaPlaylist, playlists, segmentOf, variants } from './hls.ts';
import type { Variant } from './hls.ts';
import { readyRecording } from './readable.ts';
import type { Recording } from './recording.ts';

const playlistType = 'application/vnd.apple.mpegurl';

const playlistRoute = createRoute({
  method: 'get',
  path: '/api/recordings/{recording}/hls/{playlist}',
  security: signedIn,
  request: {
    params: z.object({ recording: z.string().max(40), playlist: z.enum(playlists) }),
  },
  responses: {
    200: {
      description: 'HTTP Live Streaming: what it names are the other playlists, segments and key.',
      content: { [playlistType]: { schema: z.string() } },
    },
    ...problems.unauthenticated,
    ...problems.notFound,
  },
});

const isVariant = (name: string): name is Variant => Object.hasOwn(variants, name);

/** A recording in segments, beside the whole file. Segments and key stand in no document: playlists name them, and the media gateway has them. */
export function hlsRoutes(api: Api, service: Service): void {
  const { functions } = service;

  /** A recording of which a viewer, or somebody who is not signed in, may have a part. */
  const permitted = async (
    permission: 'mayReadSegment' | 'mayReadKey',
    context: Context<HttpEnv>,
  ): Promise<{ viewer: Viewer | null; recording: Recording }> => {
    const viewer = context.get('viewer');
    const recording = await functions.findRecording(context.req.param('recording') ?? '');
    if (recording === null || !(await functions[permission](viewer, recording))) {
      if (viewer !== null) throw notFound();
      throw new HTTPException(401, { message: 'Sign in first.' });
    }
    if (recording.status !== 'ready') throw notFound();
    return { viewer, recording };
  };

  api.openapi(playlistRoute, async (context) => {
    const viewer = requireViewer(context);
    const { recording: id, playlist } = context.req.valid('param');
    const recording = await readyRecording(service, 'mayReadPlaylist', viewer, id);
    const variant = playlist.replace('.m3u8', '');
    const text = isVariant(variant) ? mediaPlaylist(recording, variant) : masterPlaylist(recording);
    return context.body(text, 200, { 'content-type': playlistType });
  });

  api.get('/media/:recording/key', async (context) => {
    const { recording } = await permitted('mayReadKey', context);
    const key = Uint8Array.from(await functions.readKey(recording));
    return context.body(key, 200, { 'content-type': 'application/octet-stream' });
  });

  api.get('/media/:recording/:variant/:segment{\\d{1,6}\\.ts}', async (context) => {
    const { variant, segment } = context.req.param();
    if (!isVariant(variant)) throw notFound();
    const { viewer, recording } = await permitted('mayReadSegment', context);
    const bytes = await functions.readSegments(viewer, recording);
    const key = await functions.readKey(recording);
    const number = Number.parseInt(segment, 10);
    const encrypted = segmentOf(bytes, key, { variant, number });
    if (encrypted === undefined) throw notFound();
    return context.body(encrypted, 200, { 'content-type': 'video/mp2t' });
  });
}
