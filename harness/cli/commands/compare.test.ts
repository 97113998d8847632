import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { healthyRun } from '../../judging/testing/healthy-run.ts';
import { without } from '../../judging/testing/history-builder.ts';
import { leakyRun } from '../../judging/testing/leaky-run.ts';
import { signableRun } from '../../run/sign-off/signable-run.test-support.ts';
import { expectPlain } from '../testing/expect-plain.ts';
import { chaperoneHere } from '../testing/in-process.ts';

const healthy = healthyRun();
const read = 'GET /visits/{visit}';
const leaky = leakyRun();

/** Two runs in one place, `first` and `second`. */
async function twoRuns(
  first: Parameters<typeof signableRun>,
  second: Parameters<typeof signableRun>,
) {
  const one = await signableRun({ name: 'first', ...first[0] }, first[1]);
  const other = await signableRun({ name: 'second', ...second[0] }, second[1]);
  await cp(other.folder, join(one.home, 'reports/runs/second'), { recursive: true });
  return one.home;
}

async function compared(home: string, ...args: readonly string[]) {
  const ended = await chaperoneHere(home, ['compare', 'first', 'second', ...args]);
  expectPlain(ended);
  return ended;
}

async function asJson(home: string) {
  const { code, out } = await compared(home, '--json');
  expect(code).toBe(0);
  return JSON.parse(out);
}

const fault = expect.objectContaining({
  invariant: 'no-foreign-reading',
  surface: read,
  accepted: false,
});

describe('compare shows a violation', () => {
  it('that is new', async () => {
    const home = await twoRuns([{}, { run: healthy }], [{}, { run: leaky }]);
    expect((await asJson(home)).violations).toEqual({
      new: [fault],
      gone: [],
      notJudged: [],
      persisting: [],
    });
    const { code, out } = await compared(home);
    expect(code).toBe(0);
    expect(out).toMatch(/^\* verdict +holds +violated$/m);
    expect(out).toMatch(/^ {2}scope +default +default$/m);
    expect(out).toMatch(/^\* no-foreign-reading +holds +violated$/m);
    expect(out).toMatch(/^\* residual risk +at most 52\.7 % +not stated$/m);
    expect(out).toMatch(
      /^New faults: 1\n {2}\w+ {2}leak, no-foreign-reading, on GET \/visits\/\{visit\}: .+ at .+$/m,
    );
  });

  it('that is gone, or persists, whatever kinds of account there are', async () => {
    const gone = await twoRuns([{}, { run: leaky }], [{}, { run: healthy }]);
    expect((await asJson(gone)).violations).toMatchObject({
      new: [],
      gone: [fault],
      persisting: [],
    });
    const others = leakyRun('a2');
    const both = await twoRuns([{}, { run: leaky }], [{}, { run: others }]);
    expect((await asJson(both)).violations).toMatchObject({
      new: [],
      gone: [],
      persisting: [fault],
    });
  });

  it('that the second run did not look at, and does not call it gone', async () => {
    const surfaces = healthy.plan.surfaces.filter(({ id }) => id !== read);
    const attempts = healthy.attempts.filter(({ surface }) => surface !== read);
    const without = { ...healthy, attempts };
    const home = await twoRuns([{}, { run: leaky }], [{ surfaces }, { run: without }]);
    const { violations, surfaces: differing } = await asJson(home);
    expect(violations).toMatchObject({ gone: [], notJudged: [fault] });
    expect(differing).toEqual({ new: [], gone: [read], common: 2 });
    expect((await compared(home)).out).toContain('did not look at again: 1');
  });

  it('that the second run did not look at with such accounts, and does not call it gone', async () => {
    const none = without(healthy, { viewer: 'a1', surface: read, phase: 'after-update' });
    const home = await twoRuns([{}, { run: leaky }], [{}, { run: none }]);
    expect((await asJson(home)).violations).toMatchObject({ gone: [], notJudged: [fault] });
  });

  it('that the second run cannot tell of, as its history is not there', async () => {
    const home = await twoRuns([{}, { run: leaky }], [{}, { run: healthy }]);
    await rm(join(home, 'reports/runs/second/history'), { recursive: true });
    expect((await asJson(home)).violations).toMatchObject({ gone: [], notJudged: [fault] });
  });
});

describe('compare refuses', () => {
  it.each([
    ['is missing', null, 'the run has not been judged, or is half there'],
    ['is cut short', '{"schema": 1', 'is damaged, or was written by another version'],
    ['lacks a field', '{"schema": 1}', 'is damaged, or was written by another version'],
  ])('a run whose verdict %s', async (_, text, says) => {
    const home = await twoRuns([], []);
    const path = join(home, 'reports/runs/second/verdict.json');
    await readFile(path);
    await (text === null ? rm(path) : writeFile(path, text));
    const { code, out, err } = await compared(home);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
    expect(err).toContain('chaperone judge');
  });
});
