import { readdir, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signableRun } from '../run/sign-off/signable-run.test-support.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

/** The files of a folder, with what is in them. */
async function contentOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const texts = paths.map(async (path) => [path, await readFile(path, 'utf8')] as const);
  return new Map(await Promise.all(texts));
}

const run = 'reports/runs/test-run';

describe('a run folder that is half there is an error with a remedy, and stays as it is:', () => {
  it.each([
    ['half a plan', 'sign-off', 'plan.json', 'is damaged', 'seed'],
    ['half a plan', 'judge', 'plan.json', 'is damaged', 'seed'],
    ['half a verdict', 'compare', 'verdict.json', 'is damaged', 'judge'],
    ['half a plan', 'compare', 'plan.json', 'is damaged', 'seed'],
    ['half a verdict', 'sign-off', 'verdict.json', 'is not what the history comes to', 'judge'],
    ['half a history', 'sign-off', 'history/sweep.ndjson', 'verdict.json is not what', 'judge'],
    ['half a verdict', 'recheck', 'verdict.json', 'is damaged', 'judge'],
    ['half a plan', 'recheck', 'plan.json', 'is damaged', 'seed'],
    ['half a plan', 'baseline', 'plan.json', 'is damaged', 'seed'],
    ['half a coverage.json', 'coverage', 'coverage.json', 'is damaged', 'judge'],
    ['half a plan', 'env', 'plan.json', 'is damaged', 'seed'],
  ])('%s, for %s', async (_, command, file, says, remedy) => {
    const { home, folder, terms } = await signableRun();
    await truncate(join(folder, file), 40);
    const before = await contentOf(folder);
    const more = { 'sign-off': terms, compare: [run], recheck: ['v'], env: ['a0'] }[command] ?? [];
    const ended = await chaperoneHere(home, [command, run, ...more]);
    expectPlain(ended);
    expect([1, 2]).toContain(ended.code);
    expect(ended.out).toBe('');
    expect(ended.err).toContain(says);
    expect(ended.err).toContain(`\`chaperone ${remedy}\``);
    expect(await contentOf(folder)).toEqual(before);
  });

  it('no history at all, for sign-off', async () => {
    const { home, folder, terms } = await signableRun();
    await rm(join(folder, 'history'), { recursive: true });
    const ended = await chaperoneHere(home, ['sign-off', run, ...terms]);
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(ended.err).toContain('verdict.json is not what the history comes to');
  });
});
