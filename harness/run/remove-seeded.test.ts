import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  deploy,
  describeDeployment,
  person,
  testWorker,
} from '../exercise/worker/worker.test-support.ts';
import { createRunFolder } from './folder/run-folder.ts';
import { removeSeeded } from './remove-seeded.ts';
import { keepSecrets, recallSecrets } from './folder/secrets-of-run.ts';
import { emptyFolder } from './testing/work-folder.ts';

it('keeps the secrets that are needed to remove an account later', async () => {
  const before = process.cwd();
  process.chdir(await emptyFolder());
  vi.stubEnv('CHAPERONE_KEY', undefined);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    process.chdir(before);
  });
  const { url } = await deploy({});
  const usual = describeDeployment(url, { headers: { 'x-api-key': 'of all' } });
  const { worker } = await testWorker(usual);
  const [gone, left] = [await person(worker), await person(worker)];
  const definition = {
    ...usual,
    accounts: {
      ...usual.accounts,
      remove({ account }: { account: { id: string } }) {
        if (account.id === left.account.id) throw new Error('not now');
      },
    },
  };
  const folder = join('reports', 'runs', worker.plan.name);
  await createRunFolder(folder, worker.plan);
  await keepSecrets(folder, { cohorts: [], idKey: 'k', handOver: worker.handOver() });
  expect(await removeSeeded(folder, definition)).toEqual({
    accounts: [{ id: left.account.id, why: 'not now' }],
    mayExist: [],
    thingsThatMayExist: [],
  });
  const { handOver } = await recallSecrets(folder);
  expect(handOver.headers).toEqual({ 'x-api-key': 'of all' });
  expect(new Set(handOver.sessions.map(({ account }) => account))).toEqual(
    new Set([left.account.id]),
  );
  expect(JSON.stringify(handOver)).not.toContain(gone.thing.id);
});
