import { expect, it } from 'vitest';
import { list, noSurface, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { namedAddresses } from '../../exercise/probes/named-addresses.ts';
import { ownViews } from '../../exercise/probes/own-views.ts';
import { sweep } from '../../exercise/sweep/sweep.ts';
import {
  deploy,
  describeDeployment,
  person,
  testWorker,
} from '../../exercise/worker/worker.test-support.ts';
import { probesOfAll, probesOfFew, workerOf } from './those-few.ts';

const surface = 'GET /notes';

/** A worker with three people, whose list names an address for each note. */
async function swept() {
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      const own = state.notes.filter(({ owner }) => owner === viewer);
      json(response, { items: own.map((note) => ({ ...note, print: `/notes/${note.id}/print` })) });
    },
  });
  const surfaces = [
    list(surface, { shows: 'note' }),
    read('GET /notes/{note}'),
    noSurface('stream', 'there are none'),
  ];
  const { worker } = await testWorker(describeDeployment(url, { surfaces }));
  const people = [await person(worker), await person(worker), await person(worker)];
  await sweep(worker, { seed: 1, probes: [ownViews, namedAddresses] });
  return { worker, ids: people.map(({ account }) => account.id) };
}

const seenBy = (probe: string) => ({
  surfaces: new Set([surface]),
  ways: [
    {
      probe,
      ofThing: false,
      variant: 'plain',
      sessionState: 'open' as const,
      side: 'after-update' as const,
    },
  ],
});

it('those few have nothing of the others, not even the addresses that were named to them', async () => {
  const { worker, ids } = await swept();
  const [made = '', viewer = ''] = ids;
  const few = { made: new Set([made]), viewers: new Set([viewer]), owners: new Set([viewer]) };
  const narrow = workerOf(worker, few);
  expect(worker.namedAddresses).toHaveLength(3);
  expect(narrow.namedAddresses.map(({ session }) => session.account.id).sort()).toEqual(
    [made, viewer].sort(),
  );
  const failed = worker.recorded.facts.filter(({ fact }) => fact === 'failed').length;
  await sweep(narrow, { seed: 2, probes: probesOfFew(narrow, few, seenBy(namedAddresses.id)) });
  expect(worker.recorded.facts.filter(({ fact }) => fact === 'failed')).toHaveLength(failed);
});

it('all look again by what chance had a part in, at the surfaces in question alone', async () => {
  const { worker } = await swept();
  expect(probesOfAll(worker, seenBy('cancel')).map(({ id }) => id)).toEqual([
    ownViews.id,
    'cancel',
  ]);
  expect(probesOfAll(worker, seenBy('foreign-ids'))).toEqual([]);
  expect(probesOfAll(worker, seenBy('foreign-write'))).toEqual([]);
});

it('those few ask for what is the others’ at addresses with ids alone', async () => {
  const { worker, ids } = await swept();
  const [made = '', viewer = ''] = ids;
  const few = { made: new Set([made]), viewers: new Set([viewer]), owners: new Set([viewer]) };
  const seen = { ...seenBy('foreign-ids'), surfaces: new Set([surface, 'GET /notes/{note}']) };
  const before = worker.recorded.attempts.length;
  await sweep(workerOf(worker, few), { seed: 2, probes: probesOfFew(worker, few, seen) });
  const later = worker.recorded.attempts.slice(before);
  const ofOthers = later.filter(({ thing, viewer: by }) => thing !== null && !thing.startsWith(by));
  expect(new Set(ofOthers.map((attempt) => attempt.surface))).toEqual(
    new Set(['GET /notes/{note}']),
  );
});
