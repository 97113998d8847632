import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Note = { id: string; text: string };

/** A list of one's own notes, or of everybody's. */
const notes =
  (type: string, write: (notes: readonly Note[]) => string, isOpen = false): Routes[string] =>
  (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    if (viewer === undefined) return json(response, {}, 401);
    const shown = deployment.notes.filter(({ owner }) => isOpen || owner === viewer);
    response.writeHead(200, { 'content-type': type }).end(write(shown));
  };

const plain = (rows: readonly Note[]) => JSON.stringify({ items: rows });
/** One’s own note, beside arrays that nest deeper than anything is walked. */
const deepNote: Routes[string] = (deployment, request, response) => {
  const note = noteAt(deployment, request);
  const viewer = deployment.viewer(request);
  if (note === undefined || note.owner !== viewer)
    return json(response, {}, viewer === undefined ? 401 : 404);
  const more = '['.repeat(3000) + ']'.repeat(3000);
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(`{"note":${JSON.stringify(note)},"more":${more}}`);
};
const xml = (rows: readonly Note[]) =>
  `<notes>${rows.map(({ id, text }) => `<note id="${id}" text="${text}"/>`).join('')}${'<slot/>'.repeat(3000)}</notes>`;

describe('answers that are hard to take apart', () => {
  it('make kinds of leaks blind where they are nested too deep, and a real leak is told', async () => {
    const { url } = await deploy({
      'GET /deep/{}': deepNote,
      'GET /open': notes('application/json', plain, true),
    });
    const run = await sweepAndJudge(url, [read('GET /deep/{note}'), list('GET /open')]);
    expect(resultOf(run).verdict).toBe('violated');
    const surfaces = run.verdict.sensitivity?.surfaces ?? [];
    const deep = surfaces.find(({ surface }) => surface === 'GET /deep/{note}');
    const blind = deep?.blind.find(({ leak }) => leak === 'record-within');
    expect(blind?.remedy).toMatch(/^planting it failed, .*nested too deep/);
    // What takes nothing apart is planted there, too.
    expect(deep?.noticed).toBeGreaterThan(0);
  });

  it('hold where thousands of elements end with their start tags', async () => {
    const { url } = await deploy({ 'GET /notes': notes('application/xml', xml) });
    const surfaces = [list('GET /notes', { items: 'notes > note', shows: 'note' })];
    const run = await sweepAndJudge(url, surfaces);
    expect(resultOf(run)).toMatchObject({ verdict: 'holds', reasons: [] });
    const [planted] = run.verdict.sensitivity?.surfaces ?? [];
    expect(planted?.blind.filter(({ weight }) => weight === 'whole')).toEqual([]);
  });
});
