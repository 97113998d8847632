import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

/** Starts a deployment that is told by a header which note is meant. `checks`: it looks whose note that is. */
async function start(checks: boolean): Promise<Deployment> {
  return deploy({
    'GET /notes': (live, request, response) => {
      const viewer = live.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      json(
        response,
        live.notes.filter(({ owner }) => owner === viewer),
      );
    },
    'GET /note': (live, request, response) => {
      const viewer = live.viewer(request);
      const note = live.notes.find(({ id }) => id === request.headers['x-note']);
      if (viewer === undefined) return json(response, {}, 401);
      const isShown = note !== undefined && (!checks || note.owner === viewer);
      json(response, isShown ? note : {}, isShown ? 200 : 404);
    },
  });
}

const surfaces = [list('GET /notes'), read('GET /note', { headers: { 'X-Note': '{note}' } })];

it('that cannot stand there is inconclusive, and no error of the run', async () => {
  const { url } = await start(true);
  const create = async () => ({ note: 'two\nlines' });
  const judged = await sweepAndJudge(url, surfaces, { consultations: { create } });
  const { verdict, reasons } = resultOf(judged, 'no-foreign-reading');
  expect(verdict).toBe('inconclusive');
  expect(reasons?.join()).toContain('the id note cannot stand in a header');
});

describe('an id in a header', () => {
  it('is filled with foreign ids too: a leak is caught', async () => {
    const { url } = await start(false);
    const { verdict, owners } = resultOf(await sweepAndJudge(url, surfaces), 'no-foreign-reading');
    expect({ verdict, owners }).toEqual({ verdict: 'violated', owners: ['a0', 'a1', 'a2'] });
  });

  it('holds where it is checked whose it is', async () => {
    const { url } = await start(true);
    const { verdict, reasons } = resultOf(await sweepAndJudge(url, surfaces), 'no-foreign-reading');
    expect({ verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
  });
});
