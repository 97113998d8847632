import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, allWithout } from './sweep-and-judge.test-support.ts';

/** Which overlap mixes up whose a request is, or a note. */
type Fault = 'none' | 'failures' | 'uploads';

/** Lists one's own notes. Handling a failure takes a moment, and so does keeping a note. */
async function judged(fault: Fault, omit = '') {
  let failing: string | undefined;
  let uploading: string | undefined;
  const deployment = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const limit = new URL(request.url ?? '', 'http://notes').searchParams.get('limit') ?? '1';
      const isBad = Number.isNaN(Number(limit));
      if (isBad) failing = viewer;
      setTimeout(
        () => {
          if (isBad) {
            failing = undefined;
            return json(response, {}, 500);
          }
          const whose = fault === 'failures' ? (failing ?? viewer) : viewer;
          json(response, { items: state.notes.filter(({ owner }) => owner === whose) });
          // Whoever asks well is answered while a failure is still handled.
        },
        isBad ? 60 : 20,
      );
    },
    'GET /notes/{}': (state, request, response) => {
      const note = noteAt(state, request);
      const isOwn = note?.owner === state.viewer(request);
      json(response, isOwn ? (note ?? {}) : {}, isOwn ? 200 : 404);
    },
    'POST /notes': async (state, request, response, body) => {
      const viewer = state.viewer(request);
      uploading = viewer;
      await new Promise((resolve) => void setTimeout(resolve, 10));
      const owner = (fault === 'uploads' ? uploading : viewer) ?? '';
      const note = { id: `note_${crypto.randomUUID().replaceAll('-', '')}`, owner, text: body };
      state.notes.push(note);
      json(response, { id: note.id }, 201);
    },
  });
  const surfaces = [list('GET /notes'), read('GET /notes/{note}')];
  return resultOf(await sweepAndJudge(deployment.url, surfaces, {}, allWithout(omit))).verdict;
}

describe('what overlaps', () => {
  it.each<Fault>(['failures', 'uploads'])(
    '%s that mix up are found by this probe alone',
    async (fault) => {
      expect(await judged(fault)).toBe('violated');
      expect(await judged(fault, 'interleave')).toBe('holds');
    },
  );

  it('raises no alarm where nothing is mixed up', async () => {
    expect(await judged('none')).toBe('holds');
  });
});
