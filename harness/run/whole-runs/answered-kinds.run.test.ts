import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { link, list, read, stream } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

/** Media without a token, another for each text: 16 KiB that look random. */
function mediaOf(text: string): Buffer {
  const pieces = Array.from({ length: 512 }, (_, index) =>
    createHash('sha256').update(`${index} ${text}`).digest(),
  );
  return Buffer.concat(pieces);
}

type Deployed = {
  type?: string;
  isGuarded?: boolean;
  /** Parts are served to everybody. Default: as the whole. */
  opensParts?: boolean;
  body?: (note: Note) => string | Buffer;
};

/** A deployment whose notes have a clip each, which is guarded or not. */
async function judged(
  surface: AskedSurface,
  {
    type = 'video/mp4',
    isGuarded = true,
    opensParts = false,
    body = ({ text }) => mediaOf(text),
  }: Deployed = {},
) {
  const { url } = await deploy({
    'GET /notes': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = deployment.notes.filter(({ owner }) => owner === viewer);
      json(response, { items: own });
    },
    'GET /notes/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      if (note === undefined || deployment.viewer(request) !== note.owner)
        return json(response, {}, 404);
      json(response, { ...note, clip: `/clips/${note.id}` });
    },
    'GET /clips/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      const viewer = deployment.viewer(request);
      if (note === undefined) return json(response, {}, 404);
      const part = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
      if (isGuarded && viewer !== note.owner && !(opensParts && part !== null))
        return json(response, {}, viewer === undefined ? 401 : 403);
      if (part !== null) {
        const whole = Buffer.from(body(note));
        const [from, to] = [Number(part[1]), part[2] === '' ? whole.length : Number(part[2]) + 1];
        return void response.writeHead(206, { 'content-type': type }).end(whole.subarray(from, to));
      }
      response.writeHead(200, { 'content-type': type }).end(body(note));
    },
  });
  const result = await sweepAndJudge(url, [list('GET /notes', { shows: 'note' }), surface]);
  const { verdict } = result;
  const violated = [...new Set(verdict.violations.map(({ invariant }) => invariant))].sort();
  return { of: (id: string) => resultOf(result, id), violated, coverage: verdict.coverage };
}

const clip = read('GET /clips/{note}');
const imported = <Kind extends AskedSurface>(surface: Kind): Kind => ({
  ...surface,
  imported: true,
});

describe.each([
  ['described as a read', clip],
  ['imported as a read', imported(clip)],
  ['a link that is read', link('GET /notes/{note}', '$.clip', { gives: 'read' })],
])('media that is %s', (_, surface) => {
  it.each(['video/mp4', 'application/octet-stream', 'application/pdf'])(
    'is judged as media (%s)',
    async (type) => {
      const healthy = await judged(surface, { type });
      expect(healthy.of('no-foreign-streaming').verdict).toBe('holds');
      expect(healthy.of('no-anonymous-access').verdict).toBe('holds');
      expect(healthy.coverage.unreachedSurfaces).toEqual([]);
      const open = await judged(surface, { type, isGuarded: false });
      expect(open.of('no-foreign-streaming')).toMatchObject({
        verdict: 'violated',
        owners: ['a0', 'a1', 'a2'],
      });
      expect(open.violated).toEqual([
        'no-access-after-sign-out',
        'no-anonymous-access',
        'no-foreign-streaming',
      ]);
    },
  );
});

describe.each([
  ['described as a read', clip],
  ['imported as a read', imported(clip)],
])('media that is %s', (_, surface) => {
  it('is asked for in parts, too, which another route may serve', async () => {
    const open = await judged(surface, { opensParts: true });
    expect(open.of('no-foreign-streaming')).toMatchObject({
      verdict: 'violated',
      owners: ['a0', 'a1', 'a2'],
    });
  });
});

describe('JSON that is described as a stream', () => {
  const body = ({ text }: Note) => JSON.stringify({ text });
  const type = 'application/json';

  it('is judged as a read where a document said so', async () => {
    const surface = imported(stream('GET /clips/{note}'));
    const healthy = await judged(surface, { type, body });
    expect(healthy.of('no-foreign-reading').verdict).toBe('holds');
    expect((await judged(surface, { type, body, isGuarded: false })).violated).toContain(
      'no-foreign-reading',
    );
  });

  /** A document of which nothing is in the text. */
  const file = ({ text }: Note) => Buffer.from(`%PDF-1.7 ${text}`).toString('base64');

  it.each<[string, string, (note: Note, isFirst: boolean) => unknown]>([
    ['inapplicable where it holds the files', 'inapplicable', (note) => ({ data: file(note) })],
    [
      'inconclusive where it tells where they are',
      'inconclusive',
      ({ id, text }) => ({ id, text, where: 'cdn object 7781' }),
    ],
    [
      'inconclusive where it holds but some',
      'inconclusive',
      (note, isFirst) => (isFirst ? { text: note.text, where: 'x' } : { data: file(note) }),
    ],
  ])('leaves streaming %s', async (_, verdict, bodyOf) => {
    const surface = imported(stream('GET /clips/{note}'));
    let first: string | undefined;
    const written = (note: Note) => {
      first ??= note.owner;
      return JSON.stringify(bodyOf(note, note.owner === first));
    };
    const files = { type, body: written };
    const healthy = await judged(surface, files);
    expect(healthy.of('no-foreign-reading').verdict).toBe('holds');
    expect(healthy.of('no-foreign-streaming').verdict).toBe(verdict);
  });

  it('stays a stream where the definition says so', async () => {
    const surface = stream('GET /clips/{note}');
    expect((await judged(surface, { type, body })).of('no-foreign-streaming').verdict).toBe(
      'holds',
    );
  });
});
