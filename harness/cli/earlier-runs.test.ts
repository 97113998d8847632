import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { noteEarlierRuns } from '../run/earlier/note-earlier-runs.ts';
import { readPlan } from '../run/folder/run-folder.ts';
import { signableRun } from '../run/sign-off/signable-run.test-support.ts';
import { chaperoneHere } from './testing/in-process.ts';
import { signed, statementOf } from './testing/signed.ts';

/** A run that has noted what lies beside it, and was judged with that. */
async function noted() {
  const run = await signableRun();
  await noteEarlierRuns(run.folder, await readPlan(run.folder));
  expect((await chaperoneHere(run.home, ['judge', 'test-run'])).code).toBe(0);
  return { ...run, file: join(run.folder, 'earlier.json') };
}

const changes: Record<string, (file: string) => Promise<void>> = {
  changed: async (file) => {
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"folder": "reports/runs"', '"folder": "elsewhere"'));
  },
  'cut short': async (file) => writeFile(file, (await readFile(file, 'utf8')).slice(0, 20)),
  missing: async (file) => rm(file),
};

it.each(Object.entries(changes))('earlier.json that is %s is not signed', async (_, change) => {
  const run = await noted();
  await change(run.file);
  const { code, err } = await signed(run, ['--despite', 'whatever']);
  expect(code).toBe(1);
  expect(err).toContain('index.html is not what the verdict says');
});

it.each(Object.entries(changes))(
  'earlier.json that is %s after it was signed is refused, though judged again',
  async (_, change) => {
    const run = await noted();
    expect((await signed(run)).code).toBe(0);
    const { predicate } = await statementOf(run);
    expect(predicate.configuration.map(({ name }: { name: string }) => name)).toContain(
      'earlier.json',
    );
    const file = join(run.folder, 'sign-off.dsse.json');
    const args = ['--key', 'sign-off.pub', '--release', '1.1', '--run', 'test-run'];
    const check = async () => chaperoneHere(run.home, ['check-sign-off', file, ...args]);
    expect((await check()).code).toBe(0);
    await change(run.file);
    expect((await chaperoneHere(run.home, ['judge', 'test-run'])).code).toBe(0);
    const { code, out, err } = await check();
    expect(code).toBe(1);
    expect(out + err).toMatch(
      /earlier\.json was (changed since it was signed|signed, and is miss)/,
    );
  },
);
