import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { leakyRun } from '../judging/testing/leaky-run.ts';
import { signableRun } from '../run/sign-off/signable-run.test-support.ts';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { chaperone } from './testing/chaperone.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const fullDisk = fileURLToPath(new URL('./testing/full-disk.mjs', import.meta.url));

const leaky = leakyRun();

async function runUntilFull(at: string) {
  const { folder, notes } = await workFolder();
  const args = ['verify', '--only', 'sweep', '--update-command', updateCommand];
  const ended = await chaperone(folder, args, {
    node: ['--import', fullDisk],
    env: { FULL_AT: at },
  });
  expect(ended.code).toBe(2);
  expectPlain(ended);
  return { folder, notes, ended };
}

it('a disk that is full at the start: nothing is asked of the deployment but its release', async () => {
  const { notes, ended } = await runUntilFull('plan.json');
  expect(ended.err).toMatch(/^Error: The run's folder .* could not be written: ENOSPC/m);
  expect(ended.err).toContain('Free some space, or name another folder with --out.');
  expect(notes.notes).toEqual([]);
});

it('a disk that fills up while the history is written: what ran is judged, and what is missing is said', async () => {
  const { folder, notes, ended } = await runUntilFull('sweep-after.ndjson');
  expect(ended.err).toMatch(
    /^Error: The history could not be written to .*sweep-after\.ndjson \(ENOSPC\)\.$/m,
  );
  expect(ended.err).toContain('Make room on the disk, then run again.');
  expect(ended.err).toContain('were not written, because the disk is full');
  expect(ended.out).toContain('Do not take it for a pass.');
  // From here on, the disk has room again.
  expect((await chaperoneHere(folder, ['judge', 'latest'])).code).toBe(3);
  expect((await chaperoneHere(folder, ['clean', 'latest'])).out).toBe(
    'All accounts of the run are removed.\n',
  );
  expect(notes.accounts()).toBe(0);
});

it('a disk that is full once the reports are written: the verdict is printed, and judging again writes them', async () => {
  const { folder, ended } = await runUntilFull('verdict.json');
  expect(ended.out).toContain('Nobody saw anyone else’s data in what was checked.');
  expect(ended.err).toMatch(
    /these were not written, because the disk is full: verdict\.json, coverage\.json, junit\.xml, results\.sarif, summary\.md, index\.html\.$/m,
  );
  expect(ended.err).toContain('`chaperone judge`');
  const again = await chaperoneHere(folder, ['judge', 'latest']);
  expect(again.code).toBe(0);
  expect(await readdir(join(folder, 'reports/runs/latest'))).toEqual(
    expect.arrayContaining(['verdict.json', 'index.html']),
  );
});

it('a disk that is full when a run is signed off: nothing is left half written, and it is said', async () => {
  const { home, folder, terms } = await signableRun();
  const ended = await chaperone(home, ['sign-off', 'test-run', ...terms], {
    node: ['--import', fullDisk],
    env: { FULL_AT: 'sign-off.dsse.json' },
  });
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.err).toContain('because the disk is full: sign-off.dsse.json.');
  expect(ended.err).toContain('then sign off again.');
  expect((await readdir(folder)).filter((name) => name.includes('dsse'))).toEqual([]);
});

it('a disk that is full when a page of the last runs is written: the earlier one stays, and it is said', async () => {
  const { home } = await signableRun();
  const page = join(home, 'trend.html');
  await writeFile(page, 'of before');
  const ended = await chaperone(home, ['compare', '--last', '10', '--html', 'trend.html'], {
    node: ['--import', fullDisk],
    env: { FULL_AT: 'trend.html' },
  });
  expect(ended).toMatchObject({ code: 2, out: '' });
  expectPlain(ended);
  expect(ended.err).toContain('because the disk is full: trend.html.');
  expect(ended.err).toContain('then compare again.');
  expect(await readFile(page, 'utf8')).toBe('of before');
  expect((await readdir(home)).filter((name) => name.includes('.tmp'))).toEqual([]);
});

it('a disk that is full when a run is judged as violated: the incident report of before stays', async () => {
  const { home, folder } = await signableRun({}, { run: leaky });
  const before = await readFile(join(folder, 'incident.md'), 'utf8');
  const ended = await chaperone(home, ['judge', 'test-run'], {
    node: ['--import', fullDisk],
    env: { FULL_AT: 'verdict.json' },
  });
  expect(ended.code).toBe(1);
  expect(ended.err).toMatch(/because the disk is full: .*incident\.md, incident\.html/);
  expect(await readFile(join(folder, 'incident.md'), 'utf8')).toBe(before);
});
