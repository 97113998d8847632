import { expect, it } from 'vitest';
import { nearTo } from './near.ts';
import { prepareStaff } from '../../worker/prepare-staff.ts';
import { describeDeployment, person, startWorker } from '../../worker/worker.test-support.ts';

it('is near an entitlement: the staff of a thing, and another of each of their roles', async () => {
  const { accounts } = describeDeployment('');
  const { worker } = await startWorker({ accounts: { ...accounts, staff: { guardian: 3 } } });
  await prepareStaff(worker);
  const { thing } = await person(worker);
  const stranger = await person(worker);
  const near = nearTo(worker.accounts, worker.things, []);
  const guardian = thing.party['guardian']?.id ?? '';
  expect(near(guardian, thing)).toBe(true);
  const others = worker.accounts.filter(({ role, id }) => role === 'guardian' && id !== guardian);
  expect(others.filter(({ id }) => near(id, thing))).toHaveLength(1);
  expect(near(stranger.account.id, thing)).toBe(false);
});
