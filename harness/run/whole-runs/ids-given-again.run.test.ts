import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

/** How a service that gives ids again makes them. */
type Ids = 'counted' | 'long';

const surfaces = [list('GET /notes', { shows: 'note' }), read('GET /notes/{note}')];

/** A service that gives the id of a note that was removed to the next; `keeps`: with the comments that it had. */
async function judged(ids: Ids, keeps: boolean, omit = '') {
  const free: string[] = [];
  const comments = new Map<string, string[]>();
  let count = 0;
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      json(response, { items: state.notes.filter(({ owner }) => owner === viewer) });
    },
    'GET /notes/{}': (state, request, response) => {
      const viewer = state.viewer(request);
      const note = noteAt(state, request);
      if (viewer === undefined) return json(response, {}, 401);
      if (note?.owner !== viewer) return json(response, {}, 404);
      json(response, { ...note, comments: comments.get(note.id) ?? [] });
    },
    'POST /notes': (state, request, response, body) => {
      count += 1;
      const made = ids === 'counted' ? String(count) : `note_4b7f19c2d8e05a36${count}x9`;
      const id = free.pop() ?? made;
      state.notes.push({ id, owner: state.viewer(request) ?? '', text: body });
      comments.set(id, [...(comments.get(id) ?? []), `on ${body}`]);
      json(response, { id }, 201);
    },
    'DELETE /notes/{}': (state, request, response) => {
      const note = noteAt(state, request);
      if (note === undefined || note.owner !== state.viewer(request))
        return json(response, {}, 404);
      state.notes.splice(state.notes.indexOf(note), 1);
      free.push(note.id);
      if (!keeps) comments.delete(note.id);
      json(response, {});
    },
  });
  const { consultations } = describeDeployment(url);
  const remove: Definition['consultations']['remove'] = async ({ http, ids: { note } }) =>
    void (await http.delete(`/notes/${note}`));
  const more = { consultations: { ...consultations, remove } };
  const run = await sweepAndJudge(url, surfaces, more, without(omit));
  const broken = Object.entries(run.findings).flatMap(([invariant, { verdict }]) =>
    verdict === 'violated' ? [invariant] : [],
  );
  const { owners, reasons } = resultOf(run, 'no-foreign-reading');
  return { broken, owners: owners.length, reasons };
}

describe.each<Ids>(['counted', 'long'])('an id that is given again (%s)', (ids) => {
  it('raises no alarm where nothing comes with it', async () => {
    expect(await judged(ids, false)).toEqual({ broken: [], owners: 0, reasons: [] });
  });

  it('raises one where what it had comes with it, which no other probe finds', async () => {
    expect(await judged(ids, true)).toMatchObject({
      broken: ['no-foreign-reading'],
      owners: 1,
    });
    expect((await judged(ids, true, 'removed-things')).broken).toEqual([]);
  });
});
