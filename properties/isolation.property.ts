import { afterAll, beforeAll, describe, it } from 'vitest';
import { joinRun } from '../harness/index.ts';
import type { Worker } from '../harness/index.ts';
import { explore } from './explore.ts';
import { settings } from './settings.ts';

describe('whatever patients do', () => {
  let worker: Worker;
  beforeAll(async () => {
    worker = await joinRun({ part: 'properties', name: 'properties', firstAccount: 300_000 });
    await worker.readRelease();
  });
  afterAll(async () => {
    await worker.removeAccounts();
    await worker.close();
  });

  it('nobody receives what belongs to another', async () => {
    await explore(worker, settings(worker.plan.seed, process.env));
  });
});
