import { expect, it } from 'vitest';
import { write } from '../../../deployment/write.ts';
import { person, startWorker } from '../../worker/worker.test-support.ts';
import type { SweepContext } from '../probe.ts';
import { chooseTrials } from './choose-trials.ts';

const writes = [write('PATCH /notes/{note}'), write('DELETE /notes/{note}')];

/** Who tries which write on whose, of twenty patients; `turn` by `turn`. */
async function chosen(only?: ReadonlySet<string>) {
  const { worker } = await startWorker();
  for (let number = 0; number < 20; number += 1) await person(worker);
  const definition = { ...worker.definition, writes };
  const context = {
    worker: Object.create(worker, { definition: { value: definition } }) as typeof worker,
    sessions: { open: worker.sessions },
    seed: 3,
  } as unknown as SweepContext;
  const turns = ([0, 1] as const).map((turn) => chooseTrials(context, turn, only));
  const ids = turns.map((trials) => [...new Set(trials.map((trial) => trial.write.id))]);
  const writers = turns.map(
    (trials) => new Set(trials.flatMap(({ session }) => session?.account.id ?? [])),
  );
  return { ids, writers, people: worker.accounts.length };
}

it('lets some patients try each write on what others own', async () => {
  const { ids, writers } = await chosen();
  expect(ids[0]).toEqual(writes.map(({ id }) => id));
  expect(writers[0]?.size).toBeLessThan(12);
});

it('lets all patients try those writes that are asked for, in two turns, and no others', async () => {
  const { ids, writers, people } = await chosen(new Set(['PATCH /notes/{note}']));
  expect(ids).toEqual([['PATCH /notes/{note}'], ['PATCH /notes/{note}']]);
  const [first = new Set(), second = new Set()] = writers;
  expect(first.union(second).size).toBe(people);
  expect(first.intersection(second).size).toBe(0);
});
