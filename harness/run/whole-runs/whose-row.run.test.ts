import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Row = Record<string, unknown>;
type Seen = { id: string; owner: string; text?: string };

const stranger: Seen = { id: 'note_5d41402abc4b2a76', owner: 'acc_b9719d911017c592' };

/** Shows each viewer their notes as rows, and the stranger's beside them where the server leaks. */
async function judged(
  rowOf: (note: Seen, viewer: string) => Row,
  more: readonly Seen[],
  surface: Surface = list('GET /files'),
) {
  const { url } = await deploy({
    'GET /files': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = deployment.notes.filter(({ owner }) => owner === viewer);
      json(response, { files: [...own, ...more].map((note) => rowOf(note, viewer)) });
    },
  });
  const invariant = surface.gives === 'list' ? 'no-foreign-listing' : 'no-foreign-reading';
  return resultOf(await sweepAndJudge(url, [surface]), invariant);
}

/** Rows that carry the account of whoever looks, whoever they belong to. */
const looking: Record<string, (note: Seen, viewer: string) => Row> = {
  'the query of a link': ({ id }, viewer) => ({ id, file: `/file/9?uid=${viewer}` }),
  'the fragment of a link': ({ id }, viewer) => ({ id, file: `https://x.test/f/9#as=${viewer}` }),
  'a link in a text': ({ id }, viewer) => ({
    id,
    html: `<a href="/f/9?x=1&amp;u=${viewer}">9</a>`,
  }),
  'a field of who looks': ({ id }, viewer) => ({ id, viewerId: viewer }),
  'an object of who looks': ({ id }, viewer) => ({ id, viewer: { user: { id: viewer } } }),
  'a list of who looked': ({ id }, viewer) => ({ id, viewedBy: [{ id: viewer }] }),
};

describe.each([list('GET /files'), read('GET /files')])('in a $gives', (surface) => {
  describe.each(Object.entries(looking))('the viewer in %s', (_, rowOf) => {
    it('makes no row of nobody’s the viewer’s', async () => {
      const result = await judged(rowOf, [stranger], surface);
      expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
    });

    it('raises no alarm beside what is the viewer’s', async () => {
      const result = await judged(rowOf, [], surface);
      expect(result).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    });
  });
});

const doctor = 'acc_0cc175b9c0f1b6a8';

describe('a row', () => {
  it.each<[string, (note: Seen, viewer: string) => Row]>([
    [
      'of a patient and a practitioner',
      ({ id, owner }, viewer) => ({
        id,
        patient: { id: owner },
        practitioner: { id: doctor },
        viewedBy: [viewer, doctor],
      }),
    ],
    ['of an owner alone', ({ owner }, viewer) => ({ patientId: owner, url: `/f?uid=${viewer}` })],
    ['of an author alone', ({ owner }) => ({ id: doctor, createdBy: owner })],
    ['at an address of its owner', ({ owner }) => ({ self: `/patients/${owner}/invoices/7` })],
    ['with a name', ({ text }, viewer) => ({ patientName: text, viewer: { id: viewer } })],
  ])('%s holds', async (_, rowOf) => {
    expect(await judged(rowOf, [])).toEqual({ verdict: 'holds', owners: [], reasons: [] });
  });

  it.each<[string, (note: Seen, viewer: string) => Row]>([
    [
      'of nobody, at an address of the viewer',
      ({ id }, viewer) => ({ id, self: `/p/${viewer}/n` }),
    ],
    [
      'of another owner, by the viewer as its author',
      ({ owner }, viewer) => ({ owner, updatedBy: viewer }),
    ],
  ])('%s is in doubt', async (_, rowOf) => {
    const result = await judged(rowOf, [stranger]);
    expect(result).toMatchObject({ verdict: 'inconclusive', owners: [] });
    expect(result.reasons?.join()).toContain('($.files[*])');
    expect(await judged(rowOf, [])).toMatchObject({ verdict: 'holds' });
  });

  it('is in doubt where nothing but who looks is known of any', async () => {
    const result = await judged((_, viewer) => ({ number: 7, url: `/f/7?uid=${viewer}` }), []);
    expect(result).toMatchObject({ verdict: 'inconclusive', owners: [] });
  });
});
