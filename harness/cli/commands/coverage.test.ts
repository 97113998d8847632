import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunCoverage } from '../../domain/verdict/run-coverage.ts';
import { signableRun } from '../../run/sign-off/signable-run.test-support.ts';
import { emptyFolder } from '../../run/testing/work-folder.ts';
import { expectPlain } from '../testing/expect-plain.ts';
import { chaperoneHere } from '../testing/in-process.ts';

const none = { covered: [], uncovered: [] };

/** What a run of a day covered, and cut, of the surfaces of one probe. */
function ofDay(day: number, covered: readonly string[], cut: readonly string[]): RunCoverage {
  const pairs = (surfaces: readonly string[]) =>
    surfaces.map((surface) => ['foreign-ids', surface] as const);
  return {
    schema: 1,
    deployment: 'Clinic',
    release: `2026.11.${day}`,
    run: `run-${day}`,
    scope: 'gate',
    startedAt: `2026-11-0${day}T08:00:00.000Z`,
    probes: { covered: pairs(covered), cut: pairs(cut) },
    levels: none,
  };
}

/** A folder with artefacts of CI: coverage.json alone, each in a folder of its own. */
async function artefacts(runs: readonly RunCoverage[]): Promise<string> {
  const home = await emptyFolder();
  for (const run of runs) {
    const file = join(home, 'artefacts', `job of ${run.run}`, 'deep/coverage.json');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(run));
  }
  return home;
}

async function coverage(home: string, ...args: readonly string[]) {
  const ended = await chaperoneHere(home, ['coverage', ...args]);
  expectPlain(ended);
  return ended;
}

const three = [
  ofDay(1, ['A', 'B'], ['C', 'D']),
  ofDay(2, ['A', 'C'], ['B', 'D']),
  ofDay(3, ['A', 'C'], ['B', 'D', 'E']),
];

describe('chaperone coverage', () => {
  it('adds up runs, and says what has been uncovered the longest', async () => {
    const home = await artefacts(three);
    const { code, out } = await coverage(home, 'artefacts', '--json');
    expect(code).toBe(0);
    const sum = JSON.parse(out);
    expect(sum.runs.map(({ run }: { run: string }) => run)).toEqual(['run-1', 'run-2', 'run-3']);
    expect(sum.probes).toEqual({ covered: 3, total: 5 });
    const uncovered = (surface: string, never: boolean, run: string, runs: number) =>
      expect.objectContaining({
        of: 'probes',
        pair: ['foreign-ids', surface],
        never,
        since: expect.objectContaining({ run }),
        runs,
      });
    expect(sum.uncovered).toEqual([
      uncovered('D', true, 'run-1', 3),
      uncovered('B', false, 'run-1', 2),
      uncovered('E', true, 'run-3', 1),
    ]);
    const { out: text } = await coverage(home, 'artefacts');
    expect(text).toContain('3 of 5 pairs covered (60 %)');
    expect(text).toContain(
      'The oldest uncovered pair: foreign-ids on D: never, known since 2026-11-01 (run run-1), 3 runs',
    );
    expect(text).toContain('  foreign-ids on B: not since 2026-11-01 (run run-1), 2 runs');
  });

  it('takes the last runs of a release line, and with --strict ends with 3 for what was never covered', async () => {
    const home = await artefacts([...three, { ...ofDay(4, ['A'], []), release: '2027.1' }]);
    const runsOf = async (...args: string[]) =>
      JSON.parse((await coverage(home, 'artefacts', '--json', ...args)).out).runs.length;
    expect(await runsOf()).toBe(4);
    expect(await runsOf('--line', '2026.')).toBe(3);
    expect(await runsOf('--line', '2026.', '--last', '2')).toBe(2);
    expect((await coverage(home, 'artefacts', '--strict')).code).toBe(3);
    expect((await coverage(home, 'artefacts', '--strict', '--line', '2027')).code).toBe(0);
    const { code, err } = await coverage(home, 'artefacts', '--line', '2030');
    expect(code).toBe(2);
    expect(err).toContain('2027.1');
  });

  it('reads what a run writes, without its history', async () => {
    const { home, folder } = await signableRun();
    const text = await readFile(join(folder, 'coverage.json'), 'utf8');
    expect(text).not.toContain('"a0"');
    const { levels }: RunCoverage = JSON.parse(text);
    const verdict = JSON.parse(await readFile(join(folder, 'verdict.json'), 'utf8'));
    const { covered, total } = verdict.coverage.cohortPairs;
    expect([levels.covered.length, levels.covered.length + levels.uncovered.length]).toEqual([
      covered,
      total,
    ]);
    await rm(join(folder, 'history'), { recursive: true });
    const { code, out } = await coverage(home);
    expect(code).toBe(0);
    expect(out).toContain(`Viewers and owners    ${covered} of ${total} pairs covered`);
  });

  it.each<[string, readonly RunCoverage[], string, RegExp]>([
    ['there is none', [], '', /no coverage\.json/],
    ['one is half there', three, '{"schema": 1,', /is damaged/],
    ['one is of another schema', three, '{"schema": 2}', /another version/],
    [
      'they are of two deployments',
      three,
      JSON.stringify({ ...ofDay(4, [], []), deployment: 'Other' }),
      /of 2 deployments: Clinic, Other/,
    ],
  ])('refuses where %s', async (_, runs, text, says) => {
    const home = await artefacts(runs);
    await mkdir(join(home, 'artefacts/odd'), { recursive: true });
    if (text !== '') await writeFile(join(home, 'artefacts/odd/coverage.json'), text);
    const { code, out, err } = await coverage(home, 'artefacts');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(says);
  });

  it('refuses a folder that is not there', async () => {
    const { code, err } = await coverage(await emptyFolder(), 'nowhere');
    expect(code).toBe(2);
    expect(err).toContain('nowhere could not be read (ENOENT)');
  });
});
