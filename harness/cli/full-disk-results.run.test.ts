import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { leakyRun } from '../judging/testing/leaky-run.ts';
import { signableRun } from '../run/sign-off/signable-run.test-support.ts';
import { emptyFolder, workFolder } from '../run/testing/work-folder.ts';
import { chaperone } from './testing/chaperone.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const fullDisk = fileURLToPath(new URL('./testing/full-disk.mjs', import.meta.url));
const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Runs a command on a disk that fills up at a file: it ends with 2, and leaves nothing half written. */
async function whileFull(folder: string, args: readonly string[], at: string): Promise<string> {
  const node = ['--import', fullDisk];
  const ended = await chaperone(folder, args, { node, env: { FULL_AT: at } });
  expect(ended).toMatchObject({ code: 2, out: '' });
  expectPlain(ended);
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => name.includes('.tmp'))).toEqual([]);
  return ended.err;
}

describe('a disk that is full', () => {
  it('when a baseline is written: the earlier one stays', async () => {
    const { home } = await signableRun({}, { run: leakyRun() });
    const [args, file] = [['baseline', 'test-run'], join(home, 'chaperone.baseline.json')];
    expect((await chaperoneHere(home, args)).code).toBe(0);
    const before = await readFile(file, 'utf8');
    const err = await whileFull(home, args, basename(file));
    expect(err).toContain('because the disk is full: chaperone.baseline.json.');
    expect(err).toContain('then write the baseline again.');
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('when a first definition is written: there is none', async () => {
    const folder = await emptyFolder();
    const info = { title: 'Acme', version: '1' };
    const paths = { '/notes': { get: { responses: { 200: { description: 'yours' } } } } };
    const document = JSON.stringify({ openapi: '3.0.3', info, paths });
    await writeFile(join(folder, 'acme.json'), document);
    const args = ['init', '--openapi', 'acme.json'];
    const err = await whileFull(folder, args, 'chaperone.config.ts');
    expect(err).toContain('because the disk is full: chaperone.config.ts.');
    expect(err).toContain('then call `chaperone init` again.');
    expect((await chaperoneHere(folder, args)).code).toBe(0);
  });

  it('when a script takes credentials: it gets none', async () => {
    const { home } = await signableRun();
    const err = await whileFull(home, ['env', 'test-run', 'anonymous'], '.curl');
    expect(err).toContain('anonymous.curl could not be written: ENOSPC');
    expect(err).toContain('then call the script again.');
    expect(await readdir(join(home, '.chaperone/test-run'))).toEqual(['secrets.json']);
  });

  it('once the secrets of a run are kept: its accounts can be removed', async () => {
    const { folder, notes } = await workFolder();
    const err = await whileFull(folder, ['seed', '--only', 'sweep'], '/folder');
    expect(err).toContain('then seed again.');
    expect((await chaperoneHere(folder, ['clean', 'latest'])).code).toBe(0);
    expect(notes.accounts()).toBe(0);
  });
});

const hasFullDevice = existsSync('/dev/full');

describe('output that goes to a full disk', () => {
  /** Runs a command whose standard output, or standard error, takes nothing. */
  function toFull(folder: string, stream: 'out' | 'err', args: readonly string[]) {
    const full = openSync('/dev/full', 'w');
    const stdio = stream === 'out' ? ['ignore', full, 'pipe'] : ['ignore', 'pipe', full];
    const ended = spawnSync(process.execPath, [main, ...args], {
      cwd: folder,
      stdio: stdio as ('ignore' | 'pipe' | number)[],
      encoding: 'utf8',
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    closeSync(full);
    return ended;
  }

  it.skipIf(!hasFullDevice)('is told, and is no success (needs /dev/full)', async () => {
    const { home } = await signableRun();
    for (const args of [
      ['show', 'test-run'],
      ['coverage', '--json'],
      // What holds is no pass for whoever cannot read it.
      ['judge', 'test-run'],
    ]) {
      const { status, stderr } = toFull(home, 'out', args);
      expect([args[0], status]).toEqual([args[0], 2]);
      expect(stderr).toContain('standard output could not be written (ENOSPC).');
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });

  it.skipIf(!hasFullDevice)('keeps the verdict’s exit code (needs /dev/full)', async () => {
    const { home } = await signableRun({}, { run: leakyRun() });
    expect(toFull(home, 'out', ['judge', 'test-run']).status).toBe(1);
    expect(toFull(home, 'err', ['judge', 'test-run']).status).toBe(1);
    expect(toFull(home, 'err', ['judge', 'no-run']).status).toBe(2);
  });
});
