import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { link, stream } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

const playlist = stream('GET /playlists/{note}');
/** The segment that the playlist names, as its owner's player finds it. */
const segment = (bearer: boolean) =>
  link('GET /playlists/{note}', (body) => /^\/.+$/m.exec(String(body))?.[0], {
    gives: 'stream',
    ...(bearer ? { bearer } : {}),
  });

type Guard = 'owner' | 'session' | 'nobody';

/** A service whose playlists only their owners get, and whose segments are guarded otherwise. */
async function judged(
  guard: Guard,
  surfaces: readonly Surface[],
  type = 'application/vnd.apple.mpegurl',
  query = '',
  pack = (text: string): string | Buffer => `\u0047${text}`,
) {
  const { url } = await deploy({
    'GET /playlists/{}': (state, request, response) => {
      const note = noteAt(state, request);
      const refusal = refusalTo(state, request, note?.owner, 'owner');
      if (refusal !== null || note === undefined) return json(response, {}, refusal ?? 404);
      send(response, type, `#EXTM3U\n#EXTINF:4.0,\n/segments/${note.id}${query}\n#EXT-X-ENDLIST\n`);
    },
    'GET /segments/{}': (state, request, response) => {
      const note = noteAt(state, request);
      const refusal = refusalTo(state, request, note?.owner, guard);
      if (refusal !== null || note === undefined) return json(response, {}, refusal ?? 404);
      send(response, 'video/mp2t', pack(note.text));
    },
  });
  return sweepAndJudge(url, surfaces);
}

function refusalTo(
  state: Deployment,
  request: IncomingMessage,
  owner: string | undefined,
  guard: Guard,
): number | null {
  if (guard === 'nobody') return null;
  const viewer = state.viewer(request);
  if (viewer === undefined) return 401;
  return guard === 'session' || viewer === owner ? null : 404;
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': type });
  response.end(body);
}

const all = ['a0', 'a1', 'a2'];

describe('segments that only a playlist names', () => {
  it('raise no alarm where they are guarded as the playlist is', async () => {
    const run = await judged('owner', [playlist]);
    expect(resultOf(run, 'no-foreign-streaming')).toMatchObject({ owners: [], verdict: 'holds' });
    expect(resultOf(run, 'no-anonymous-access')).toMatchObject({ owners: [], verdict: 'holds' });
    const probe = run.verdict.coverage.probes.find(({ id }) => id === 'named-addresses');
    expect(probe).toMatchObject({ tried: 9, granted: 3, refused: 6, unclear: 0 });
  });

  it.each(['application/vnd.apple.mpegurl', 'application/x-mpegURL', 'audio/mpegurl'])(
    'leak where they are open to all (%s)',
    async (type) => {
      const run = await judged('nobody', [playlist], type);
      expect(resultOf(run, 'no-foreign-streaming')).toMatchObject({
        owners: all,
        verdict: 'violated',
      });
      expect(resultOf(run, 'no-anonymous-access')).toMatchObject({
        owners: all,
        verdict: 'violated',
      });
    },
  );

  it('raise no alarm where whoever has their signed address may have them', async () => {
    const query = `?signature=${randomBytes(24).toString('base64url')}`;
    const run = await judged('nobody', [playlist], undefined, query);
    expect(resultOf(run, 'no-foreign-streaming').owners).toEqual([]);
    expect(resultOf(run, 'no-anonymous-access').owners).toEqual([]);
  });

  it('leak where any session gets them', async () => {
    const run = await judged('session', [playlist]);
    expect(resultOf(run, 'no-foreign-streaming')).toMatchObject({
      owners: all,
      verdict: 'violated',
    });
    expect(resultOf(run, 'no-anonymous-access').owners).toEqual([]);
  });
});

/** Bytes in which nothing can be recognised, other ones for each text. */
const encrypted = (text: string): Buffer =>
  Buffer.concat(
    Array.from({ length: 64 }, (_, index) =>
      createHash('sha256').update(`${index} ${text}`).digest(),
    ),
  );

describe('encrypted segments that only a playlist names', () => {
  const type = 'video/x-mpegurl';

  it('raise no alarm where they are guarded as the playlist is', async () => {
    const run = await judged('owner', [playlist], type, '', encrypted);
    expect(resultOf(run, 'no-foreign-streaming')).toMatchObject({ owners: [], verdict: 'holds' });
  });

  it.each<Guard>(['session', 'nobody'])('leak where they are guarded by %s', async (guard) => {
    const run = await judged(guard, [playlist], type, '', encrypted);
    expect(resultOf(run, 'no-foreign-streaming')).toMatchObject({
      owners: all,
      verdict: 'violated',
    });
    const open = guard === 'nobody' ? all : [];
    expect(resultOf(run, 'no-anonymous-access').owners).toEqual(open);
  });

  it('leak by a key of 16 bytes alone', async () => {
    const key = (text: string) => encrypted(text).subarray(0, 16);
    const run = await judged('session', [playlist], type, '', key);
    expect(resultOf(run, 'no-foreign-streaming')).toMatchObject({ owners: all });
  });
});

describe('segments that a link from the playlist describes', () => {
  it('are found in it, and leak where they are open', async () => {
    const owned = await judged('owner', [playlist, segment(false)]);
    expect(resultOf(owned, 'no-foreign-streaming')).toMatchObject({ owners: [], verdict: 'holds' });
    const open = await judged('nobody', [playlist, segment(false)]);
    expect(resultOf(open, 'no-anonymous-access')).toMatchObject({
      owners: all,
      verdict: 'violated',
    });
  });

  it('raise no alarm where whoever has their address may have them, by design', async () => {
    const run = await judged('nobody', [playlist, segment(true)]);
    expect(resultOf(run, 'no-foreign-streaming').owners).toEqual([]);
    expect(resultOf(run, 'no-anonymous-access').owners).toEqual([]);
  });
});
