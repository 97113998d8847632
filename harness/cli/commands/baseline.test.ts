import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leakyRun } from '../../judging/testing/leaky-run.ts';
import { signableRun } from '../../run/sign-off/signable-run.test-support.ts';
import { takeBaseline } from '../../run/baseline/read-baseline.ts';
import { emptyFolder } from '../../run/testing/work-folder.ts';
import { expectPlain } from '../testing/expect-plain.ts';
import { chaperoneHere } from '../testing/in-process.ts';

const name = 'chaperone.baseline.json';
const read = 'GET /visits/{visit}';
const leaky = leakyRun();

async function baseline(home: string, ...args: readonly string[]) {
  const ended = await chaperoneHere(home, ['baseline', 'test-run', ...args]);
  expectPlain(ended);
  return ended;
}

/** A leaky run with its baseline. */
async function withBaseline() {
  const { home, folder } = await signableRun({}, { run: leaky });
  expect((await baseline(home)).code).toBe(0);
  return { home, folder, file: join(home, name), text: await readFile(join(home, name), 'utf8') };
}

describe('chaperone baseline', () => {
  it('writes what a run saw, one entry a line, and the same bytes each time', async () => {
    const { home, file, text } = await withBaseline();
    const lines = text.split('\n');
    expect(lines.filter((line) => line.includes('"finding"'))).toHaveLength(1);
    expect(lines.map((line) => line.trim().replace(/,$/, ''))).toContain(`"${read}"`);
    expect(lines).toContain('  "operations": []');
    expect(text).not.toMatch(/"a\d"|kqzx|"account":"a\d/);
    const { out } = await baseline(home);
    expect(out).toContain('faults 1, surfaces 3');
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('is what a run is compared with, and by its copy when it is judged again', async () => {
    const { home, file } = await withBaseline();
    const taken = await takeBaseline(file, undefined, 'Test clinic');
    if (taken === undefined) throw new Error('It was not taken.');
    const next = await signableRun({ baseline: taken.planned }, { run: leaky });
    await copyFile(file, join(next.folder, taken.copy));
    const again = await chaperoneHere(next.home, ['judge', 'test-run']);
    expect(again.code).toBe(1);
    const words = again.out.replace(/\s+/g, ' ');
    expect(words).toContain(`release 1.1 (${name}): 0 new faults, 1 that persist, and 0 fixed.`);
    expect(words).toContain('as in the baseline');
    const page = await readFile(join(next.folder, 'index.html'), 'utf8');
    expect(page).toContain('id="baseline"');
    expect(await readFile(join(next.folder, 'summary.md'), 'utf8')).toContain('Since the baseline');
    const verdict = JSON.parse(await readFile(join(next.folder, 'verdict.json'), 'utf8'));
    expect(verdict.baseline.persisting).toEqual([verdict.violations[0].id]);

    await rm(file);
    await rm(join(home, 'reports'), { recursive: true });
    await writeFile(join(next.folder, taken.copy), `${taken.text} `);
    const changedCopy = await chaperoneHere(next.home, ['judge', 'test-run']);
    expect(changedCopy.out.replace(/\s+/g, ' ')).toContain('as the plan names it');
  });

  it.each([
    ['is of another deployment', '"deployment": "Test clinic"', '"deployment": "Other"'],
    ['is of another schema', '"schema": 1', '"schema": 2'],
    ['lacks a field', '"surfaces"', '"more"'],
    ['is half there', '"surfaces": [', ''],
  ])('leaves a file alone that %s, and so does a run refuse it', async (_, from, to) => {
    const { home, file, text } = await withBaseline();
    const other = to === '' ? text.slice(0, text.indexOf(from)) : text.replace(from, to);
    await writeFile(file, other);
    const { code, err } = await baseline(home);
    expect(code).toBe(2);
    expect(err).toContain('--out');
    expect(await readFile(file, 'utf8')).toBe(other);
    await expect(takeBaseline(file, undefined, 'Test clinic')).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(name),
    });
    expect((await baseline(home, '--out', 'other.json')).code).toBe(0);
  });

  it('of another deployment keeps a run from beginning, and leaves nothing behind', async () => {
    const { file } = await withBaseline();
    const elsewhere = await emptyFolder();
    const ended = await chaperoneHere(elsewhere, ['verify', '--demo', '--baseline', file]);
    expect(ended.code).toBe(2);
    expectPlain(ended);
    expect(ended.err).toContain('is of another deployment: of Test clinic, and not of Demo:');
    expect(ended.err).toContain('--no-baseline');
    expect(await readdir(elsewhere)).toEqual([]);
  });

  it('refuses a run whose history is damaged', async () => {
    const { home, folder } = await signableRun({}, { run: leaky });
    await rm(join(folder, 'history/sweep.ndjson'));
    const { code, err } = await baseline(home);
    expect(code).toBe(2);
    expect(err).toContain('half there');
  });
});

describe('a run takes', () => {
  it('the baseline beside its definition, another that is named, or none', async () => {
    const { home, file } = await withBaseline();
    const config = join(home, 'chaperone.config.ts');
    const planned = async (named?: string | false) =>
      (await takeBaseline(named, config, 'Test clinic'))?.planned.file;
    expect(await planned()).toContain(name);
    expect(await planned(file)).toBe(name);
    expect(await planned(false)).toBeUndefined();
    await rm(file);
    expect(await planned()).toBeUndefined();
    await expect(planned(file)).rejects.toThrow('could not be read (ENOENT)');
  });
});
