import { expect, it } from 'vitest';
import { list, page } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Note, Routes } from '../../exercise/worker/worker.test-support.ts';
import { ownViews } from '../../exercise/probes/own-views.ts';
import { withoutSession } from '../../exercise/probes/without-session.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

/** Ways of servers to write a list of one’s own notes, as few write it. */
const lists: Record<string, { surface: Surface; type: string; write(notes: Note[]): string }> = {
  'texts under their ids': {
    surface: list('GET /notes', {
      items: (body) => Object.entries((body as { notes: object }).notes),
    }),
    type: 'application/json',
    write: (notes) =>
      JSON.stringify({ notes: Object.fromEntries(notes.map(({ id, text }) => [id, text])) }),
  },
  'a list that is left out where it is empty': {
    surface: list('GET /notes', { shows: 'note' }),
    type: 'application/json',
    write: (notes) => JSON.stringify(notes.length === 0 ? {} : { notes }),
  },
  'XML of attributes': {
    surface: list('GET /notes', { items: 'notes > note', shows: 'note' }),
    type: 'application/xml',
    write: (notes) =>
      `<?xml version="1.0"?><notes>${notes
        .map(({ id, text }) => `<note id="${id}" text="${text}"/>`)
        .join('')}</notes>`,
  },
  'a page of divisions': {
    surface: page('GET /notes', { gives: 'list', items: 'main > div', shows: 'note' }),
    type: 'text/html',
    write: (notes) =>
      `<!doctype html><header>${Date.now()}</header><main>${notes
        .map(({ id, text }) => `<div><h3>${text}</h3><a href="/notes/${id}">Open</a></div>`)
        .join('')}</main>`,
  },
  'a page of terms and details': {
    surface: page('GET /notes', { gives: 'list', items: 'dl > dd' }),
    type: 'text/html',
    write: (notes) =>
      `<!doctype html><dl>${notes.map(({ text }) => `<dt>Note</dt><dd>${text}</dd>`).join('')}</dl>`,
  },
};

it.each(Object.entries(lists))(
  'a row of another is planted, and noticed, in %s of a single row',
  async (_, { surface, type, write }) => {
    const routes: Routes = {
      'GET /notes': (deployment, request, response) => {
        const viewer = deployment.viewer(request);
        if (viewer === undefined) return json(response, {}, 401);
        response
          .writeHead(200, { 'content-type': type })
          .end(write(deployment.notes.filter(({ owner }) => owner === viewer)));
      },
    };
    const { url } = await deploy(routes);
    const { verdict, worker } = await sweepAndJudge(url, [surface]);
    const rows = worker.recorded.facts.filter(
      (fact) => fact.fact === 'leak-planted' && fact.leak === 'row-of-another',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((fact) => 'result' in fact && fact.result !== 'noticed')).toEqual([]);
    expect(verdict.violations).toEqual([]);
    expect(verdict.reasons.filter((reason) => reason.includes('planted'))).toEqual([]);
  },
);

// In both directions: whose answer a viewer meets first is nothing to rely on.
it.each([
  { sharer: 0, recipient: 1 },
  { sharer: 1, recipient: 0 },
])('no answer is planted that shows its viewer their own: %o', async ({ sharer, recipient }) => {
  const { url } = await deploy({
    // The recipient has nothing there but what was shared with them.
    'GET /notes': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const owners = deployment.notes.map(({ owner }) => owner);
      const shown = viewer === owners[recipient] ? owners[sharer] : viewer;
      json(response, { items: deployment.notes.filter(({ owner }) => owner === shown) });
    },
  });
  const { worker, findings } = await sweepAndJudge(
    url,
    [list('GET /notes')],
    { maySee: ({ viewer, owner }) => viewer?.id === `a${recipient}` && owner.id === `a${sharer}` },
    { probes: [ownViews, withoutSession] },
  );
  const planted = worker.recorded.facts.filter((fact) => fact.fact === 'leak-planted');
  const wholes = planted.filter(({ leak }) => leak === 'answer-of-another');
  expect(wholes.length).toBeGreaterThan(0);
  expect(wholes.map(({ result }) => result)).toEqual(wholes.map(() => 'noticed'));
  expect(findings['no-foreign-listing']?.reasons).toEqual([]);
});
