import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { describeDeployment } from '../exercise/worker.test-support.ts';
import { assertPoolSuffices } from './assert-pool.ts';

const cohort = (tier: string, session: string) => ({ tier, session });

async function withPool(tiers: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'assert-pool-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const pool = join(folder, 'accounts.json');
  const entries = tiers.map((tier, index) => ({
    cohort: { tier },
    credentials: { user: `u${index}` },
  }));
  await writeFile(pool, JSON.stringify(entries));
  const definition = describeDeployment('http://x.test');
  return { ...definition, accounts: { ...definition.accounts, create: undefined, pool } };
}

it('says which accounts a file lacks, whatever their side of the update', async () => {
  const definition = await withPool(['basic', 'gold']);
  const enough = [cohort('gold', 'after'), cohort('basic', 'before')];
  await expect(assertPoolSuffices(definition, enough)).resolves.toBeUndefined();
  const many = [
    ...enough,
    cohort('gold', 'before'),
    cohort('gold', 'after'),
    cohort('basic', 'after'),
  ];
  await expect(assertPoolSuffices(definition, many)).rejects.toThrow(
    /too few accounts[^]*2 more: patient with tier gold\n\s+1 more: patient with tier basic$/,
  );
});

it('counts staff, and has nothing to say where accounts are created', async () => {
  const { accounts, ...rest } = await withPool(['basic']);
  await expect(
    assertPoolSuffices({ ...rest, accounts: { ...accounts, staff: { clinician: 1 } } }, []),
  ).rejects.toThrow('1 more: clinician');
  await expect(
    assertPoolSuffices(describeDeployment('http://x.test'), [{}]),
  ).resolves.toBeUndefined();
});
