import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFolder, workFolder } from '../run/testing/work-folder.ts';
import { chaperoneHere } from './testing/in-process.ts';

it.each([
  ['below the project', async () => 'elsewhere/runs'],
  ['at an absolute path', emptyFolder],
])('a run that is made by --out %s is found wherever it is named', async (_, place) => {
  const { folder, notes } = await workFolder();
  const out = await place();
  const here = (...args: string[]) => chaperoneHere(folder, args);
  expect((await here('seed', '--only', 'sweep', '--out', out)).code).toBe(0);
  const [run = ''] = (await readdir(join(folder, '.chaperone'))).filter(
    (name) => name !== '.gitignore',
  );
  const path = out.startsWith('/') ? join(out, run) : `${out}/${run}`;
  expect((await here('clean')).out).toContain(`clean ${path}\n`);
  // As the scripts in repro/ call it, by name.
  expect((await here('env', run, 'a1')).code).toBe(0);
  await writeFile(join(folder, 'updated'), '');
  expect((await here('verify', '--run', run)).code).toBe(0);
  expect(notes.accounts()).toBe(0);
  const report = await readFile(resolve(folder, path, 'index.html'), 'utf8');
  expect(report).toContain(`judge ${path}`);
  expect((await here('judge', path)).code).toBe(0);
});
