import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from '../testing/work-folder.ts';
import { recordFolder } from './run-folder.ts';
import { seededAndLeft } from './runs-with-secrets.ts';

beforeEach(async () => {
  const before = process.cwd();
  process.chdir(await emptyFolder());
  onTestFinished(() => process.chdir(before));
});

async function addRun(name: string, { deployment = 'Notes', out = 'reports/runs' } = {}) {
  const folder = join(out, name);
  await mkdir(folder, { recursive: true });
  const plan = { schema: 1, run: 1, name, deployment, surfaces: [], parts: [] };
  await writeFile(join(folder, 'plan.json'), JSON.stringify(plan));
  await mkdir(join('.chaperone', name), { recursive: true });
  await writeFile(join('.chaperone', name, 'secrets.json'), '{}');
  await recordFolder(folder);
}

it('names the run that was seeded and left, with how to remove what it made', async () => {
  expect(await seededAndLeft('Notes')).toBeNull();
  await addRun('1-a', { out: 'elsewhere' });
  expect(await seededAndLeft('Notes')).toBe(
    'The run 1-a was seeded, but neither verified nor cleaned since. Unless that is still to come: npm run -s chaperone -- clean 1-a',
  );
  await addRun('2-b');
  expect(await seededAndLeft('Notes')).toMatch(/^2 runs were seeded \(the oldest is 1-a\), but/);
});

it('leaves out runs that were verified or cleaned, and those of other deployments', async () => {
  for (const name of ['1-verified', '2-cleaned', '3-left']) await addRun(name);
  await addRun('0-other', { deployment: 'Visits' });
  // A run that found violations keeps its secrets.
  await writeFile('reports/runs/1-verified/verdict.json', '{}');
  // Its process was killed before it had forgotten the journals, too.
  await rm('.chaperone/2-cleaned/secrets.json');
  expect(await seededAndLeft('Notes')).toMatch(/^The run 3-left was seeded/);
});
