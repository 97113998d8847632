import { expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { askable } from '../../deployment/surfaces/surface.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { describeSurface } from '../../deployment/surfaces/surface-modules.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { sweep } from '../../exercise/sweep/sweep.ts';
import {
  deploy,
  describeDeployment,
  noteAt,
  person,
  testWorker,
} from '../../exercise/worker/worker.test-support.ts';
import { judgeRun } from '../../judging/judge.ts';

type Faults = { openNotes: boolean; plusSeesAll: boolean };

const surfaces = [
  list('GET /visits', { items: (body) => Object.values(body as object) }),
  read('GET /notes/{note}'),
];

/** Twelve patients, six of them of the plan `plus`, at a service that keys its list by ids. */
async function causesOf({ openNotes, plusSeesAll }: Faults) {
  const plus = new Set<string>();
  const deployment = await deploy({
    'GET /visits': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const isAll = plusSeesAll && plus.has(viewer);
      const rows = state.notes.filter(({ owner }) => isAll || owner === viewer);
      const keyed = rows.map((note) => [`visit-${10_000 + state.notes.indexOf(note)}`, note]);
      return json(response, Object.fromEntries(keyed));
    },
    'GET /notes/{}': (state, request, response) => {
      const viewer = state.viewer(request);
      const note = noteAt(state, request);
      if (viewer === undefined) return json(response, {}, 401);
      if (note === undefined || (!openNotes && note.owner !== viewer))
        return json(response, {}, 404);
      return json(response, note);
    },
  });
  const definition: Definition = describeDeployment(deployment.url, { surfaces });
  const { worker } = await testWorker(definition);
  for (let count = 0; count < 12; count += 1) {
    const level = count % 2 === 0 ? 'plus' : 'basic';
    const { account } = await person(worker, { plan: level });
    if (level === 'plus') plus.add(account.ids?.['account'] ?? '');
  }
  await sweep(worker, { seed: 1 });
  const plan = { ...worker.plan, surfaces: askable(definition.surfaces).map(describeSurface) };
  const { verdict } = judgeRun({ plan, history: { ...worker.recorded, defects: [] } });
  return {
    isViolated: verdict.verdict === 'violated',
    holding: verdict.invariants.filter((one) => one.verdict === 'holds').map(({ id }) => id),
    causes: verdict.causes.map(({ cohort, surfaces: on }) => [cohort, on]),
    places: new Set(
      verdict.violations
        .filter(({ surface }) => surface === 'GET /visits')
        .map(({ sighting }) => sighting?.where),
    ),
  };
}

it('tells a list that one kind sees and a route that is open to all as two causes', async () => {
  const { causes, places } = await causesOf({ openNotes: true, plusSeesAll: true });
  expect(causes).toEqual([
    [{}, ['GET /notes/{note}']],
    [{ plan: 'plus' }, ['GET /visits']],
  ]);
  // Keyed by ids: the same places whichever rows were shown.
  expect(places).toEqual(new Set(['$.*.id', '$.*.owner', '$.*.text']));
});

it('tells no cause of the healthy twin', async () => {
  const { isViolated, holding, causes } = await causesOf({ openNotes: false, plusSeesAll: false });
  expect(causes).toEqual([]);
  expect(isViolated).toBe(false);
  expect(holding).toEqual(expect.arrayContaining(['no-foreign-listing', 'no-foreign-reading']));
});
