import { describe, expect, it } from 'vitest';
import { read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepBothSides } from './sweep-and-judge.test-support.ts';

type Fields = Record<string, unknown>;

/** Sweeps a server before and after an update. `answer`: what it gives of the viewer's notes, described as a `read`. */
async function runUpdate(answer: (notes: readonly Note[], isUpdated: boolean) => unknown) {
  let isUpdated = false;
  const { url } = await deploy({
    'GET /overview': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = deployment.notes.filter(({ owner }) => owner === viewer);
      json(response, answer(own, isUpdated));
    },
  });
  const judged = await sweepBothSides(url, [read('GET /overview')], () => (isUpdated = true));
  const { verdict, owners, reasons } = resultOf(judged, 'no-foreign-reading');
  return { verdict, owners, reasons: reasons?.join() };
}

describe('rows whose id has another name than an id, or none', () => {
  const [ref, text] = ['note_5d41402abc4b2a76', 'hidden'];
  const shape = (notes: readonly Note[], more: readonly Fields[]) => ({
    latest: [...notes.map((note) => ({ ref: note.id, text: note.text })), ...more],
  });
  const lines = (notes: readonly Note[], more: readonly Fields[]) => ({
    lines: [...notes.map((note) => ({ text: note.text, at: '2026-01-01' })), ...more],
  });

  it('hold where none but the viewer\u2019s are there', async () => {
    for (const shapeOf of [shape, lines]) {
      const result = await runUpdate((notes) => shapeOf(notes, []));
      expect(result).toEqual({ verdict: 'holds', owners: [], reasons: '' });
    }
  });

  it('are a leak by the viewer\u2019s ids beside them', async () => {
    const result = await runUpdate((notes, isUpdated) =>
      shape(notes, isUpdated ? [{ ref, text }] : []),
    );
    expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
  });

  it('are in doubt without any id', async () => {
    const result = await runUpdate((notes, isUpdated) =>
      lines(notes, isUpdated ? [{ text, at: '2026-02-02' }] : []),
    );
    expect(result).toMatchObject({ verdict: 'inconclusive', owners: [] });
    expect(result.reasons).toContain('at $.lines[*]');
  });

  it('raise no alarm as labels of what is the viewer\u2019s and what is not', async () => {
    const result = await runUpdate((notes, isUpdated) => ({
      details: [
        { label: 'note', value: notes[0]?.text },
        { label: 'room', value: 'B' },
        ...(isUpdated ? [{ label: 'language', value: 'en' }] : []),
      ],
    }));
    expect(result).toEqual({ verdict: 'holds', owners: [], reasons: '' });
  });
});
