import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workFolder } from '../run/testing/work-folder.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

it('a run that was seeded in the future is not verified, and nothing of it is lost', async () => {
  const { folder, notes } = await workFolder();
  expect((await chaperoneHere(folder, ['seed', '--only', 'sweep'])).code).toBe(0);
  const path = join(folder, 'reports/runs/latest/plan.json');
  const plan = await readFile(path, 'utf8');
  const hour = 3_600_000;
  await writeFile(
    path,
    plan.replace(/("startedAt": )(\d+)/, (_, key, at) => `${key}${Number(at) + hour}`),
  );
  const refused = await chaperoneHere(folder, ['verify', '--run', 'latest']);
  expectPlain(refused);
  expect([refused.code, refused.out]).toEqual([2, '']);
  expect(refused.err).toContain('One of the two clocks is wrong');
  await writeFile(path, plan);
  expect((await chaperoneHere(folder, ['clean', 'latest'])).code).toBe(0);
  expect(notes.accounts()).toBe(0);
});
