import { readdir, rm } from 'node:fs/promises';
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
import { openJournal, secretsFolder } from './folder/journal-of-run.ts';
import { keepSecrets, recallAll, recallSecrets } from './folder/secrets-of-run.ts';
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

it('tells what is left the same, whenever the process was killed that noted it', async () => {
  const before = process.cwd();
  process.chdir(await emptyFolder());
  vi.stubEnv('CHAPERONE_KEY', undefined);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    process.chdir(before);
  });
  const { url } = await deploy({});
  const usual = describeDeployment(url, {});
  const { worker } = await testWorker(usual);
  const [left, gone] = [await person(worker), await person(worker)];
  const definition = {
    ...usual,
    accounts: { ...usual.accounts, remove: undefined },
    consultations: { ...usual.consultations, remove: () => undefined },
  };
  const folder = join('reports', 'runs', worker.plan.name);
  await createRunFolder(folder, worker.plan);
  await keepSecrets(folder, { cohorts: [], idKey: 'k', handOver: worker.handOver() });
  const secrets = secretsFolder(folder);
  const journal = await openJournal(secrets, 'sweep');
  const at = Date.now();
  journal.begin({ at, does: 'thing', account: left.account.id, thing: `${left.account.id}.9` });
  journal.begin({ at, does: 'thing', account: gone.account.id, thing: `${gone.account.id}.9` });
  journal.write({ removed: gone.account.id, thing: null });
  journal.close();
  const clean = await openJournal(secrets, 'clean');
  clean.write({ removed: left.account.id, thing: left.thing.id });
  clean.close();
  // The secrets are written, and then the journals forgotten, the oldest first: none, one, or both are gone.
  const { handOver, unanswered, ...rest } = await recallAll(folder);
  await keepSecrets(folder, { ...rest, handOver, unanswered });
  const journals = (await readdir(secrets)).filter((name) => name.endsWith('.journal')).sort();
  for (const name of ['', ...journals]) {
    if (name !== '') await rm(join(secrets, name));
    const now = await recallAll(folder);
    expect(now, name).toEqual({ ...rest, handOver, unanswered });
  }
  expect(unanswered).toHaveLength(1);
  expect(await removeSeeded(folder, definition)).toEqual({
    accounts: [{ id: left.account.id, why: 'the definition has no accounts.remove' }],
    mayExist: [],
    thingsThatMayExist: [{ account: left.account.id, email: '', at }],
  });
});
