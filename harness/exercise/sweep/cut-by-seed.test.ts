import { expect, it } from 'vitest';
import { createRandom } from '../../accounts/random.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import type { SweepContext, SweepProbe } from '../probes/probe.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { deploy, describeDeployment, person, testWorker } from '../worker/worker.test-support.ts';
import { runProbes } from './run-probes.ts';

const note = read('GET /notes/{note}');

/** Five accounts, of which each tries the notes of all others. */
async function notes() {
  const deployment = await deploy({});
  const { worker } = await testWorker(
    describeDeployment(deployment.url, { surfaces: [list('GET /notes'), note] }),
  );
  for (let count = 0; count < 5; count += 1) await person(worker);
  const named = worker.sessions.flatMap((session) =>
    worker.things
      .filter(({ owner }) => owner.id !== session.account.id)
      .map((thing) => ({ session, surface: note, thing })),
  );
  const probe: SweepProbe = {
    id: 'foreign-ids',
    title: 'What is another\u2019s',
    needs: 'nothing',
    disturbs: 'nothing',
    attempts: () => named,
  };
  /** What a gate with this seed makes of it that has time for so many attempts. */
  const gate = async (seed: number, time: number): Promise<Set<string>> => {
    const made: AttemptRequest[] = [];
    await runProbes([probe], {
      context: { worker } as SweepContext,
      random: createRandom('sweep', seed),
      budget: Infinity,
      until: Date.now() + 3_600_000,
      performer: {
        perform: async (requests) => {
          made.push(...requests.slice(0, time));
          return requests.slice(time);
        },
        listen: async () => [],
        outcomeOf: () => null,
        isOver: () => made.length > 0,
      },
    });
    return new Set(made.map(({ session, thing }) => `${session?.account.id} ${thing?.id}`));
  };
  return { named, gate };
}

it('gates with different seeds cut different things, so that several cover more than one', async () => {
  const { named, gate } = await notes();
  expect(named).toHaveLength(20);
  const [first, ...others] = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => gate(seed, 5)));
  expect(first?.size).toBe(5);
  const together = new Set([first, ...others].flatMap((made) => [...(made ?? [])]));
  expect(together.size).toBeGreaterThan(10);
  expect(await gate(1, 5)).toEqual(first);
});
