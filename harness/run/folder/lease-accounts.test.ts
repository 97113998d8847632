import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { leasesOf, releaseLeases } from '../../accounts/pool/lease-files.ts';
import type { Definition } from '../../deployment/definition.ts';
import { describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { leaseAccounts } from './lease-accounts.ts';

const cohort = (tier: string, session: string) => ({ tier, session });

async function withPool(tiers: readonly string[], more: Partial<Definition['accounts']> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'lease-accounts-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const pool = join(folder, 'accounts.json');
  const entries = tiers.map((tier, index) => ({
    cohort: { tier },
    credentials: { user: `u${index}` },
  }));
  await writeFile(pool, JSON.stringify(entries));
  const usual = describeDeployment('http://x.test');
  const definition = {
    ...usual,
    accounts: { ...usual.accounts, create: undefined, pool, ...more },
  };
  const lease = async (run: number, ...cohorts: Record<string, string>[]) =>
    leaseAccounts(
      definition,
      { run, name: `run-${run}`, folder: join(folder, `${run}`) },
      cohorts,
      60_000,
    );
  return { lease, leases: definition.accounts.leases ?? `${pool}.leases` };
}

it('says which accounts a file lacks, regardless of their side of the update, and keeps no lease', async () => {
  const { lease, leases } = await withPool(['basic', 'gold']);
  const enough = [cohort('gold', 'after'), cohort('basic', 'before')];
  const more = [cohort('gold', 'before'), cohort('gold', 'after'), cohort('basic', 'after')];
  await expect(lease(1, ...enough, ...more)).rejects.toThrow(
    /too few accounts[^]*2 more: patient with tier gold \(it needs 3; of 1 in the file 0 are held[^]*1 more: patient with tier basic/,
  );
  expect(leasesOf(leases, 1).size).toBe(0);
  await lease(1, ...enough);
  const tiers = [...leasesOf(leases, 1).values()].map(({ cohort: { tier } }) => tier);
  expect(new Set(tiers)).toEqual(new Set(['basic', 'gold']));
});

it('leases no account to two runs, and tells the second run who holds them until when', async () => {
  const { lease, leases } = await withPool(['gold', 'gold', 'gold']);
  await lease(1, cohort('gold', 'before'), cohort('gold', 'after'));
  await lease(2, cohort('gold', 'before'));
  await expect(lease(3, cohort('gold', 'before'))).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringMatching(
      /too few free accounts[^]*of 3 in the file 3 are held[^]*2 held by the run run-1 \(host .*, process \d+\) until 20[^]*1 held by the run run-2/,
    ),
    remedy: expect.stringMatching(/Wait until they are free .*chaperone clean.* or ask for fewer/),
  });
  releaseLeases(leases, 1);
  await lease(3, cohort('gold', 'before'));
});

it('leases staff too, in the folder that the definition names', async () => {
  const { lease } = await withPool(['basic'], { staff: { clinician: 1 } });
  await expect(lease(1)).rejects.toThrow('1 more: clinician (');
  const { lease: nowhere } = await withPool(['basic'], { leases: '/dev/null/leases' });
  await expect(nowhere(1, cohort('basic', 'after'))).rejects.toThrow('could not be written');
});
