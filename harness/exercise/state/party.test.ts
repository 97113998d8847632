import { describe, expect, it } from 'vitest';
import { prepareStaff } from '../worker/prepare-staff.ts';
import {
  describeDeployment,
  person,
  startWorker,
  testWorker,
} from '../worker/worker.test-support.ts';

const staff = { clinician: 2, guardian: 2 };

async function start() {
  const given: string[][] = [];
  const usual = describeDeployment('').accounts;
  const { worker } = await startWorker({
    accounts: {
      ...usual,
      staff,
      create: async (context) => {
        given.push(Object.keys(context.party));
        return usual.create?.(context) ?? { credentials: {} };
      },
    },
  });
  await prepareStaff(worker);
  return { worker, given };
}

describe('the party of a patient', () => {
  it('has one account of each role, in every combination by turns, and every creating function gets it', async () => {
    const { worker, given } = await start();
    const parties = new Set<string>();
    for (let count = 0; count < 4; count += 1) {
      const { account, thing } = await person(worker);
      expect(thing.party).toEqual(account.party);
      expect(thing.staff).toBe(account.party['clinician']);
      parties.add(
        Object.values(account.party)
          .map(({ role, id }) => `${role} ${id}`)
          .join(),
      );
    }
    expect(parties.size).toBe(4);
    // The first four accounts are staff, who have no party; the patients follow.
    expect(given).toEqual(
      Array.from({ length: 8 }, (_, index) => (index < 4 ? [] : Object.keys(staff))),
    );
  });

  it('stays the same after the update', async () => {
    const { worker } = await start();
    const { account, session } = await person(worker);
    const inherit = JSON.parse(JSON.stringify(worker.handOver()));
    const { worker: after } = await testWorker(worker.definition, { inherit, name: 'after' });
    const ids = (party: typeof account.party) => Object.values(party).map(({ id }) => id);
    const [thing] = after.things;
    expect(ids(thing?.owner.party ?? {})).toEqual(ids(account.party));
    expect(ids(thing?.party ?? {})).toEqual(ids(account.party));
    const held = after.sessions.find(({ id }) => id === session.id);
    const next = await after.createThing(held ?? session);
    expect(ids(next.party)).toEqual(ids(account.party));
  });
});
