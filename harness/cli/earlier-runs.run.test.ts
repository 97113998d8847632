import { cp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import type { EarlierRuns } from '../domain/verdict/earlier-runs.ts';
import { signableRun, writeKeys } from '../run/sign-off/signable-run.test-support.ts';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { chaperoneHere } from './testing/in-process.ts';

/** A section of a run's report as text. */
async function sectionOf(folder: string): Promise<string> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const [section = ''] = /<section id="earlier">[\s\S]*?<\/section>/.exec(page) ?? [];
  return section.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

it('a report tells of the runs before it, and goes on telling the same', async () => {
  const { folder } = await workFolder();
  const runs = join(folder, 'reports/runs');
  const verify = async () => {
    await rm(join(folder, 'updated'), { force: true });
    const args = ['verify', '--only', 'sweep', '--update-command', updateCommand];
    expect(await chaperoneHere(folder, args)).toMatchObject({ code: 0 });
    return realpath(join(runs, 'latest'));
  };

  const first = await verify();
  expect(await sectionOf(first)).toContain(
    'No earlier run of this deployment was found in reports/runs.',
  );
  const made = await signableRun({ name: 'made', deployment: 'Notes' });
  expect((await chaperoneHere(made.home, ['sign-off', 'made', ...made.terms])).code).toBe(0);
  await cp(made.folder, join(runs, 'made'), { recursive: true });
  await writeKeys(folder);
  const sign = ['sign-off', first, ...made.terms, '--despite', 'a demo'];
  expect((await chaperoneHere(folder, sign)).code).toBe(0);

  const second = await verify();
  const told = await sectionOf(second);
  expect(told).toContain(`Signed off before: release 1.0 → 1.1, by Jane Roe on `);
  expect(told).toContain(
    `app@sha256:${made.digest.slice(0, 12)}… (whole run made). Whose signature it is was not`,
  );
  expect(told).toContain('Surfaces: 2 new (GET /notes and GET /notes/{note});');
  expect(told).toMatch(new RegExp(`1 → 2, narrowed run [^,]+, ${basename(first)} holds`));
  expect(told).toContain('signed off: by Jane Roe, despite what speaks against it (not verified');

  const files = async () =>
    Promise.all(
      ['earlier.json', 'index.html', 'verdict.json'].map((name) =>
        readFile(join(second, name), 'utf8'),
      ),
    );
  const before = await files();
  expect((JSON.parse(before[0] ?? '') as EarlierRuns).runs.map(({ name }) => name)).toEqual([
    'made',
    basename(first),
  ]);
  await rm(first, { recursive: true });
  await rm(join(runs, 'made'), { recursive: true });
  expect((await chaperoneHere(folder, ['judge', second])).code).toBe(0);
  expect(await files()).toEqual(before);

  await writeFile(
    join(second, 'earlier.json'),
    (before[0] ?? '').replaceAll('Jane Roe', 'Joan Doe'),
  );
  const refused = await chaperoneHere(folder, ['sign-off', second, ...made.terms]);
  expect(refused).toMatchObject({
    code: 1,
    err: expect.stringContaining('index.html is not what the verdict says'),
  });
  expect(await readdir(second)).not.toContain('sign-off.dsse.json');
});
