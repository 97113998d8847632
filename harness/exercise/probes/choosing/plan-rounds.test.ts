import { expect, it } from 'vitest';
import { socket } from '../../../deployment/surfaces/surfaces.ts';
import type { Session } from '../../state/held.ts';
import { person, startWorker } from '../../worker/worker.test-support.ts';
import { fieldOf, planRounds } from './plan-rounds.ts';

const surface = socket('GET /notes/{note}/live', { gives: 'read', act: 'write' });

/** With six seeds, the rounds among some patients of different cohorts, and some receptionists. */
async function roundsOf(patients: number, staff: number, others: readonly string[] = []) {
  const { worker } = await startWorker();
  for (let number = 0; number < patients; number += 1)
    await person(worker, { region: `r${number}`, client: `c${number % 3}` });
  const [model] = worker.sessions;
  if (model === undefined) throw new Error('there is no session');
  const receptionists = Array.from({ length: staff }, () => 'receptionist');
  const desk = [...receptionists, ...others].map((role, number): Session => {
    const account = { ...model.account, id: `s${number}` as const, role, cohort: {} };
    return { ...model, id: `s${number}.s1`, account };
  });
  const field = { ...fieldOf(worker, 3), surfaces: [surface], actions };
  return [1, 2, 3, 4, 5, 6].map((seed) =>
    planRounds({ ...field, open: [...field.open, ...desk], seed }),
  );
}

const actions = { write: { run: async () => undefined } };

it('lets somebody of each role but patients listen in every round, in turns', async () => {
  for (const rounds of await roundsOf(9, 2)) {
    const desks = rounds.map(({ listeners }) =>
      listeners.flatMap((one) => (one?.account.role === 'receptionist' ? [one.account.id] : [])),
    );
    expect(rounds).toHaveLength(9);
    expect(desks.every(({ length }) => length > 0)).toBe(true);
    expect(new Set(desks.flat())).toEqual(new Set(['s0', 's1']));
  }
});

it('lets roles take turns where rounds are many, each in some of them', async () => {
  for (const rounds of await roundsOf(15, 1, ['guardian', 'clinician', 'porter'])) {
    const staff = rounds.map(({ listeners }) =>
      listeners.flatMap((one) => (one === null || one.account.role === 'patient' ? [] : [one])),
    );
    const times = Map.groupBy(staff.flat(), ({ account }) => account.role);
    expect([...times.keys()].sort()).toEqual(['clinician', 'guardian', 'porter', 'receptionist']);
    for (const rounds of times.values()) expect(rounds.length).toBeGreaterThan(2);
    expect(Math.min(...staff.map(({ length }) => length))).toBeLessThan(4);
  }
});

it('lets nobody listen to its own, and a connection without a session always', async () => {
  for (const rounds of await roundsOf(4, 1)) {
    for (const { owner, listeners } of rounds) {
      expect(listeners).toContain(null);
      expect(listeners).not.toContain(owner);
    }
  }
});
