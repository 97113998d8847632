import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../harness/domain/errors.ts';
import type { Verdict } from '../harness/domain/verdict/verdict.ts';
import { holdingRun } from './testing/sample-run.ts';
import { violatedRun } from './testing/samples.ts';
import { writeFiles } from './write-files.ts';
import { writeReports } from './write-reports.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'));
});
afterEach(() => rm(folder, { recursive: true }));

const reports = [
  'coverage.json',
  'incident.html',
  'incident.md',
  'index.html',
  'junit.xml',
  'repro',
  'results.sarif',
  'summary.md',
  'verdict.json',
];

describe('writeReports', () => {
  it('writes every report, and a verdict whose violations name their scripts', async () => {
    const written = await writeReports(folder, violatedRun());
    expect((await readdir(folder)).sort()).toEqual(reports);
    const verdict: Verdict = JSON.parse(await readFile(join(folder, 'verdict.json'), 'utf8'));
    expect(verdict).toEqual(written.verdict);
    expect(written.cases.map(({ violation }) => violation)).toEqual(verdict.violations);
    const paths = verdict.violations.map(({ repro }) => repro);
    expect(paths).not.toContain(null);
    for (const path of paths) {
      const { mode } = await stat(join(folder, path ?? ''));
      expect(mode & 0o777 & ~process.umask()).toBe(0o755 & ~process.umask());
    }
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    expect(page).toContain(`sh ${paths[0]}`);
  });

  it('replaces what an earlier judging left, scripts and incident of violations that are gone included', async () => {
    await writeReports(folder, violatedRun());
    await writeReports(folder, holdingRun());
    expect(await readdir(join(folder, 'repro'))).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.startsWith('incident'))).toEqual([]);
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toContain(
      'Nobody saw anyone else’s data',
    );
  });
});

describe('writeFiles', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

  it('names what was not written, keeps what lay there, and goes on with what still fits', async () => {
    await writeFile(join(folder, 'big'), 'of before');
    const files = ['small', 'big', 'other'].map((path) => ({ path, content: path }));
    const disk = async (path: string, content: string) => {
      await writeFile(path, content.slice(0, 2));
      if (content === 'big') throw full;
      await writeFile(path, content);
    };
    const failure = await writeFiles(folder, files, disk).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    expect(String(failure)).toContain('the disk is full: big.');
    expect((await readdir(folder)).sort()).toEqual(['big', 'other', 'small']);
    expect(await readFile(join(folder, 'big'), 'utf8')).toBe('of before');
  });

  it('says that a file is in the way', async () => {
    await mkdir(join(folder, 'run'));
    await writeFile(join(folder, 'run', 'repro'), '');
    const failing = writeFiles(join(folder, 'run'), [{ path: 'repro/a.sh', content: '' }]);
    await expect(failing).rejects.toThrow(/were not written, because .*: repro\/a\.sh\./);
  });
});
