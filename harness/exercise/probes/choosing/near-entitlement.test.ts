import { expect, it } from 'vitest';
import { findNearEntitlement } from './near-entitlement.ts';
import { prepareStaff } from '../../worker/prepare-staff.ts';
import { describeDeployment, person, startWorker } from '../../worker/worker.test-support.ts';

it('is near an entitlement: the staff of a thing, and another of each of their roles', async () => {
  const { accounts } = describeDeployment('');
  const { worker } = await startWorker({ accounts: { ...accounts, staff: { guardian: 3 } } });
  await prepareStaff(worker);
  const { thing } = await person(worker);
  const stranger = await person(worker);
  const isNearEntitlement = findNearEntitlement(worker.accounts, worker.things, []);
  const guardian = thing.party['guardian']?.id ?? '';
  expect(isNearEntitlement(guardian, thing)).toBe(true);
  const others = worker.accounts.filter(({ role, id }) => role === 'guardian' && id !== guardian);
  expect(others.filter(({ id }) => isNearEntitlement(id, thing))).toHaveLength(1);
  expect(isNearEntitlement(stranger.account.id, thing)).toBe(false);
});
