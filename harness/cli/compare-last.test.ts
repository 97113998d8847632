import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { healthyRun } from '../judging/testing/healthy-run.ts';
import { leakyRun } from '../judging/testing/leaky-run.ts';
import { signableRun, writeKeys } from '../run/sign-off/signable-run.test-support.ts';
import { emptyFolder } from '../run/testing/work-folder.ts';
import type { Trend } from '../run/comparing/trend.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const healthy = healthyRun();
const leaky = leakyRun();
const names = ['first', 'second', 'third'];

/** Three runs, a day apart: one that holds and is signed off, one with a leak, and one without. */
async function threeRuns(): Promise<string> {
  const home = await emptyFolder();
  for (const [index, name] of names.entries()) {
    const run = name === 'second' ? leaky : healthy;
    const startedAt = healthy.plan.startedAt - (names.length - index) * 86_400_000;
    const made = await signableRun({ name, startedAt }, { run });
    if (name === 'first') {
      expect(await chaperoneHere(made.home, ['sign-off', name, ...made.terms])).toMatchObject({
        code: 0,
      });
      await cp(join(made.home, 'sign-off.pub'), join(home, 'sign-off.pub'));
    }
    await cp(made.folder, join(home, 'reports/runs', name), { recursive: true });
  }
  return home;
}

async function trend(home: string, ...more: readonly string[]) {
  const ended = await chaperoneHere(home, ['compare', '--last', '10', ...more]);
  expectPlain(ended);
  return ended;
}

async function asJson(home: string, ...more: readonly string[]): Promise<Trend> {
  const { code, out } = await trend(home, '--json', ...more);
  expect(code).toBe(0);
  return JSON.parse(out) as Trend;
}

const key = ['--key', 'sign-off.pub'];

describe('compare --last', () => {
  it('tells run by run what is new and what is gone', async () => {
    const home = await threeRuns();
    const { runs, signedOff } = await asJson(home, ...key);
    expect(runs.map(({ run }) => run.name)).toEqual(names);
    expect(runs.map(({ run }) => run.verdict)).toEqual(['holds', 'violated', 'holds']);
    const counts = runs.map(({ change }) => [change?.new.length, change?.gone.length]);
    expect(counts).toEqual([
      [undefined, undefined],
      [1, 0],
      [0, 1],
    ]);
    expect(signedOff).toBe('first');
    const { out } = await trend(home, ...key);
    expect(out).toMatch(/^first .* holds +yes by Jane Roe$/m);
    expect(out).toMatch(/^second .* violated +no$/m);
    expect(out).toMatch(/^second +1 +1 +0 +0 /m);
    expect(out).toMatch(/^third +0 +0 +1 +0 /m);
    expect(out).toContain('Last signed off: first, release 1.1.');
    expect(out).toMatch(/new: \w+ {2}leak, no-foreign-reading, on GET \/visits\/\{visit\}/);
  });

  it('takes so many of the last, compared with the one before among them', async () => {
    const home = await threeRuns();
    const { code, out } = await chaperoneHere(home, ['compare', '--last', '2', '--json']);
    expect(code).toBe(0);
    const { runs } = JSON.parse(out) as Trend;
    expect(runs.map(({ run }) => run.name)).toEqual(['second', 'third']);
    expect(runs[0]?.change).toBe(null);
  });

  it('writes a page, which runs nothing', async () => {
    const home = await threeRuns();
    expect(await trend(home, '--html', 'out/trend.html')).toMatchObject({ code: 0 });
    const page = await readFile(join(home, 'out/trend.html'), 'utf8');
    expect(page).toContain('The last 3 runs of Test clinic');
    expect(page).toContain('Content-Security-Policy');
    expect(page.indexOf('>third<')).toBeLessThan(page.indexOf('>first<'));
    expect(page).not.toContain('<script');
    expect(await readdir(join(home, 'out'))).toEqual(['trend.html']);
  });
});

describe('compare --last, of a sign-off,', () => {
  it('says nothing without a key', async () => {
    const home = await threeRuns();
    const { runs, signedOff } = await asJson(home);
    expect(runs[0]?.signOff).toMatchObject({ state: 'unchecked', by: null });
    expect(signedOff).toBe(null);
    expect((await trend(home)).out).toContain('name the public key with --key');
  });

  it('says that it is not valid where the key does not fit', async () => {
    const home = await threeRuns();
    await writeKeys(home, 'other');
    const { runs, signedOff } = await asJson(home, '--key', 'other.pub');
    expect([runs[0]?.signOff.state, signedOff]).toEqual(['bad', null]);
    expect(runs[0]?.signOff.by).toBe(null);
  });

  it.each([
    ['a file of the run was changed', 'summary.md', 'changed since it was signed'],
    ['it is cut short', 'sign-off.dsse.json', 'sign-off.dsse.json'],
  ])('says that it is not valid where %s', async (_, name, why) => {
    const home = await threeRuns();
    await writeFile(join(home, 'reports/runs/first', name), '{"pay');
    const { runs, signedOff } = await asJson(home, ...key);
    expect([runs[0]?.signOff.state, signedOff]).toEqual(['bad', null]);
    expect(runs[0]?.signOff.why.join()).toContain(why);
  });

  it.each([[[]], [key]])('does not wait for one that is a pipe (%j)', async (named) => {
    const home = await threeRuns();
    const path = join(home, 'reports/runs/first/sign-off.dsse.json');
    await rm(path);
    execFileSync('mkfifo', [path]);
    const { runs, signedOff } = await asJson(home, ...named);
    expect([runs[0]?.signOff.state, signedOff]).toEqual(['bad', null]);
    expect(runs[0]?.signOff.why.join()).toContain('it is no plain file');
  });
});

describe('compare --last, of a folder that is not whole,', () => {
  it.each([
    ['has not been judged', 'verdict.json', null, 'has not been judged, or is half there'],
    ['has half a verdict', 'verdict.json', '{"schema"', 'is damaged'],
    ['has half a plan', 'plan.json', '{"schema"', 'is damaged'],
    ['has no plan', 'plan.json', null, 'plan.json could not be read'],
  ])('leaves a run out by name that %s', async (_, file, text, why) => {
    const home = await threeRuns();
    const path = join(home, 'reports/runs/second', file);
    await (text === null ? rm(path) : writeFile(path, text));
    const { runs, leftOut } = await asJson(home);
    expect(runs.map(({ run }) => run.name)).toEqual(['first', 'third']);
    expect(leftOut).toEqual([{ name: 'second', why: expect.stringContaining(why) }]);
    expect((await trend(home)).out).toContain('Left out:\n  second: ');
  });

  it('leaves runs of another deployment out, and tells a copy of the latest once', async () => {
    const home = await threeRuns();
    const runs = join(home, 'reports/runs');
    await cp(join(runs, 'third'), join(runs, 'latest'), { recursive: true });
    const plan = join(runs, 'first/plan.json');
    const text = await readFile(plan, 'utf8');
    await writeFile(plan, text.replace('"Test clinic"', '"Other clinic"'));
    const told = await asJson(home);
    expect(told.runs.map(({ run }) => run.name)).toEqual(['second', 'third']);
    expect(told.leftOut).toEqual([
      { name: 'first', why: expect.stringContaining('another deployment, Other clinic') },
    ]);
  });

  it('says that a clock is wrong where a run began in the future', async () => {
    const home = await threeRuns();
    const plan = join(home, 'reports/runs/third/plan.json');
    const text = await readFile(plan, 'utf8');
    const future = Date.now() + 3_600_000;
    await writeFile(plan, text.replace(/"startedAt":\s*\d+/, `"startedAt":${future}`));
    const { notes } = await asJson(home);
    expect(notes).toEqual([expect.stringMatching(/^third began at .* one of the two clocks/)]);
    expect((await trend(home)).out).toContain('one of the two clocks is wrong');
  });
});

describe('compare refuses', () => {
  it.each([
    [['--last', '3', 'first'], '--last goes with no run by name'],
    [['first', 'second', '--html', 'x.html'], '--html goes with --last'],
    [['first'], 'not both are named'],
    [['--last', '0'], 'whole number from 1'],
    [['--last', '3', '--out', 'nowhere'], 'There are no runs in'],
    [['--last', '3', '--out', 'empty'], 'holds no run that has been judged'],
    [['--last', '3', '--key', 'gone.pub'], 'could not be read (ENOENT)'],
  ])('%j', async (args, says) => {
    const home = await threeRuns();
    await mkdir(join(home, 'empty'));
    const ended = await chaperoneHere(home, ['compare', ...args]);
    expectPlain(ended);
    expect([ended.code, ended.out]).toEqual([2, '']);
    expect(ended.err).toContain(says);
  });
});
