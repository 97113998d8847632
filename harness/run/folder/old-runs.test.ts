import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from '../testing/work-folder.ts';
import { parseAge, removeRunsBefore } from './old-runs.ts';
import { runPaths } from './run-folder.ts';

async function emptyOut(): Promise<string> {
  const before = process.cwd();
  process.chdir(await emptyFolder());
  onTestFinished(() => process.chdir(before));
  await mkdir('reports/runs', { recursive: true });
  return 'reports/runs';
}

async function addRun(out: string, name: string, startedAt: number): Promise<void> {
  const plan = { schema: 1, run: 1, name, startedAt, surfaces: [], parts: [] };
  await mkdir(join(out, name));
  await writeFile(join(out, name, 'plan.json'), JSON.stringify(plan));
}

describe('removing old runs', () => {
  it('removes runs that began before a time, and the link to a removed run', async () => {
    const out = await emptyOut();
    await addRun(out, 'old', 100);
    await addRun(out, 'new', 200);
    await symlink('old', join(out, 'latest'), 'dir');
    expect(await removeRunsBefore(out, 200)).toEqual({ removed: ['old'], withAccounts: [] });
    expect([existsSync(join(out, 'old')), existsSync(join(out, 'new'))]).toEqual([false, true]);
    expect(await removeRunsBefore(out, 200)).toEqual({ removed: [], withAccounts: [] });
    await symlink('new', join(out, 'latest'), 'dir');
    await removeRunsBefore(out, 200);
    expect(existsSync(join(out, 'latest'))).toBe(true);
  });

  it('keeps a run whose accounts may still be on a deployment, and says so', async () => {
    const out = await emptyOut();
    await addRun(out, 'seeded', 100);
    const { secrets } = runPaths(join(out, 'seeded'));
    await mkdir(join(secrets, '..'), { recursive: true });
    await writeFile(secrets, '{}');
    expect(await removeRunsBefore(out, 200)).toEqual({ removed: [], withAccounts: ['seeded'] });
    expect(existsSync(join(out, 'seeded', 'plan.json'))).toBe(true);
  });

  it('keeps folders that belong to no run', async () => {
    const out = await emptyOut();
    await mkdir(join(out, 'notes'));
    expect(await removeRunsBefore(out, Infinity)).toEqual({ removed: [], withAccounts: [] });
    expect(await removeRunsBefore('nowhere', Infinity)).toEqual({ removed: [], withAccounts: [] });
  });

  it.each([
    ['12h', 12 * 3_600_000],
    ['30d', 30 * 86_400_000],
    ['2w', 14 * 86_400_000],
  ])('%s is %d ms', (text, ms) => expect(parseAge(text)).toBe(ms));

  it.each(['', '30', 'd', '-1d', '1.5d', '30 d', '30D', '999999d'])('%j is no age', (text) => {
    expect(() => parseAge(text)).toThrow('is no age');
  });
});
