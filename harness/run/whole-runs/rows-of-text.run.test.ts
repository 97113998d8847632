import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, sweepBothSides } from './sweep-and-judge.test-support.ts';

type Answer = (notes: readonly Note[], isUpdated: boolean) => unknown;

async function serve(answer: Answer) {
  const state = { isUpdated: false };
  const { url } = await deploy({
    'GET /overview': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = deployment.notes.filter(({ owner }) => owner === viewer);
      json(response, answer(own, state.isUpdated));
    },
  });
  return { url, update: () => (state.isUpdated = true) };
}

async function once(surface: Surface, answer: Answer) {
  const { url } = await serve(answer);
  const invariant = surface.gives === 'list' ? 'no-foreign-listing' : 'no-foreign-reading';
  return resultOf(await sweepAndJudge(url, [surface]), invariant);
}

async function updated(answer: Answer) {
  const { url, update } = await serve(answer);
  const judged = await sweepBothSides(url, [read('GET /overview')], update);
  const passedOver = judged.verdict.coverage.passedOver.flatMap(({ places }) => places);
  return { ...resultOf(judged, 'no-foreign-reading'), passedOver };
}

const lines = (notes: readonly Note[]) => notes.map(({ text }) => `Dr Lee ${text}`);
const stranger = 'Dr Lee about a rash';
const [id, link] = ['note_5d41402abc4b2a76', '/notes/note_5d41402abc4b2a76'];

describe('rows of plain text in a list', () => {
  it.each<[string, (rows: readonly string[]) => unknown]>([
    ['alone', (rows) => rows],
    ['by a name', (rows) => ({ visits: rows, total: rows.length })],
    ['in a wrapper', (rows) => ({ data: { items: rows } })],
  ])('are rows: %s', async (_, shape) => {
    const own = await once(list('GET /overview'), (notes) => shape(lines(notes)));
    expect(own).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    const all = await once(list('GET /overview'), (notes) => shape([...lines(notes), stranger]));
    expect(all).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
  });
});

describe('rows of plain text in a read', () => {
  it('are in doubt where others than the viewer’s came with the update', async () => {
    const own = await updated((notes) => ({ latest: lines(notes) }));
    expect(own).toEqual({ verdict: 'holds', owners: [], reasons: [], passedOver: [] });
    const more = await updated((notes, isUpdated) => ({
      latest: [...lines(notes), ...(isUpdated ? [stranger] : [])],
    }));
    expect(more).toMatchObject({ verdict: 'inconclusive', owners: [] });
    expect(more.reasons?.join()).toContain('at $.latest[*]');
  });

  it('are in doubt where what they repeat stood elsewhere before', async () => {
    const more = await updated((notes, isUpdated) => ({
      first: notes[0]?.text,
      latest: [...lines(notes), ...(isUpdated ? [stranger] : [])],
    }));
    expect(more.reasons?.join()).toContain('at $.latest[*]');
  });

  it('raise no alarm as lines of an address or tags, which were there before', async () => {
    const result = await updated((notes) => ({ tags: ['video', ...lines(notes), 'urgent'] }));
    expect(result).toMatchObject({ verdict: 'holds', owners: [], reasons: [] });
    expect(result.passedOver).toContain('$.tags[]');
  });

  it('are a leak where they are ids or links, and others’ stand among them', async () => {
    for (const rowsOf of [
      (notes: readonly Note[]) => notes.map((note) => note.id),
      (notes: readonly Note[]) => notes.map((note) => `/notes/${note.id}`),
    ]) {
      const own = await once(read('GET /overview'), (notes) => ({ recent: rowsOf(notes) }));
      expect(own).toMatchObject({ verdict: 'holds', owners: [] });
      const all = await once(read('GET /overview'), (notes) => ({
        recent: [...rowsOf(notes), rowsOf(notes)[0]?.startsWith('/') === true ? link : id],
      }));
      expect(all).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
    }
  });
});
