import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EarlierRuns, earlierRunsSchema } from '../../domain/verdict/earlier-runs.ts';
import type { Plan } from '../../domain/plan.ts';
import { readPrivateKey } from '../../signing/signing-key.ts';
import { readPlan } from '../folder/run-folder.ts';
import { type Signable, signableRun } from '../sign-off/signable-run.test-support.ts';
import { signRun } from '../sign-off/sign-run.ts';
import { noteEarlierRuns } from './note-earlier-runs.ts';
import { readEarlierRuns } from './read-earlier-runs.ts';

const day = 86_400_000;

/** Copies a run with another plan: nothing judges the copies, so that their histories need not fit. */
async function copyOf(run: Signable, change: Partial<Plan> & { name: string }): Promise<string> {
  const folder = join(run.folder, '..', change.name);
  await cp(run.folder, folder, { recursive: true });
  const plan = { ...(await readPlan(run.folder)), ...change };
  await writeFile(join(folder, 'plan.json'), JSON.stringify(plan));
  return folder;
}

async function sign({ home, folder, digest }: Signable, despite?: string): Promise<void> {
  const pem = await readFile(join(home, 'sign-off.pem'), 'utf8');
  const key = readPrivateKey(pem, 'sign-off.pem', undefined);
  const subjects = [{ name: 'app', sha256: digest }];
  const options = despite === undefined ? {} : { despite };
  expect(await signRun(folder, { by: 'Jane Roe', subjects, key, ...options })).toHaveProperty(
    'file',
  );
}

/** What a run that began now notes of the runs beside `run`. */
async function notedBeside(run: Signable): Promise<EarlierRuns> {
  const folder = await copyOf(run, { name: 'now', startedAt: Date.now() });
  await rm(join(folder, 'sign-off.dsse.json'), { force: true });
  await noteEarlierRuns(folder, await readPlan(folder));
  const text = await readFile(join(folder, 'earlier.json'), 'utf8');
  return earlierRunsSchema.parse(JSON.parse(text));
}

describe('earlier runs', () => {
  it('are the last ten of the deployment, and the signed one before them', async () => {
    const run = await signableRun();
    const { startedAt } = await readPlan(run.folder);
    await sign(run);
    for (let index = 1; index <= 11; index += 1) {
      const folder = await copyOf(run, { name: `r${index}`, startedAt: startedAt + index });
      await rm(join(folder, 'sign-off.dsse.json'));
    }
    await copyOf(run, { name: 'other', deployment: 'Other clinic' });
    await copyOf(run, { name: 'later', startedAt: Date.now() + day });
    const { runs, signedOff, leftOut } = await notedBeside(run);
    expect(runs.map(({ name }) => name)).toEqual(
      Array.from({ length: 10 }, (_, index) => `r${index + 2}`),
    );
    expect(runs[0]).toMatchObject({
      release: '1.1',
      releaseBefore: '1.0',
      verdict: 'holds',
      scope: 'default',
      narrowed: false,
      violations: 0,
      signOff: { state: 'none' },
    });
    expect(signedOff?.run).toMatchObject({
      name: 'test-run',
      signOff: {
        state: 'unchecked',
        by: 'Jane Roe',
        despite: false,
        subjects: [{ name: 'app', sha256: run.digest }],
      },
    });
    expect(signedOff?.seen.surfaces).toContain('GET /visits/{visit}');
    expect(leftOut).toEqual([]);
  });

  it('tell a gate, and what was signed despite something is not the run that was signed off', async () => {
    const run = await signableRun({ scope: 'gate', budget: 15_000 });
    await sign(run, 'a demo');
    const { runs, signedOff } = await notedBeside(run);
    expect(runs).toMatchObject([
      { scope: 'gate', narrowed: true, signOff: { state: 'unchecked', despite: true } },
    ]);
    expect(signedOff).toBe(null);
  });

  it.each([
    ['is of another run', 'plan.json', (text: string) => text.replace('"test-run"', '"renamed"')],
    ['does not name its verdict', 'verdict.json', (text: string) => `${text}\n`],
    ['is no JSON', 'sign-off.dsse.json', () => '{"pay'],
    ['is no envelope', 'sign-off.dsse.json', () => '{}'],
  ])('are not told as signed off where the sign-off %s', async (_, file, change) => {
    const run = await signableRun();
    await sign(run);
    const path = join(run.folder, file);
    await writeFile(path, change(await readFile(path, 'utf8')));
    const { runs, signedOff } = await notedBeside(run);
    expect(runs.map(({ signOff }) => signOff)).toEqual([{ state: 'bad' }]);
    expect(signedOff).toBe(null);
  });

  it('that are hostile or half there are counted, and stop nothing', async () => {
    const run = await signableRun();
    const beside = (name: string) => join(run.folder, '..', name);
    const pipe = (path: string) => void execFileSync('mkfifo', [path]);
    await mkdir(beside('empty'));
    await mkdir(beside('pipe-plan'));
    pipe(join(beside('pipe-plan'), 'plan.json'));
    const changed: Record<string, (folder: string) => Promise<void>> = {
      'no-verdict': (folder) => rm(join(folder, 'verdict.json')),
      'half-verdict': (folder) => writeFile(join(folder, 'verdict.json'), '{"schema"'),
      'half-plan': (folder) => writeFile(join(folder, 'plan.json'), '{"schema"'),
      'verdict-folder': async (folder) => {
        await rm(join(folder, 'verdict.json'));
        await mkdir(join(folder, 'verdict.json'));
      },
      'pipe-verdict': async (folder) => {
        await rm(join(folder, 'verdict.json'));
        pipe(join(folder, 'verdict.json'));
      },
      'odd-plan': async (folder) => {
        const plan = await readPlan(folder);
        await writeFile(
          join(folder, 'plan.json'),
          JSON.stringify({ ...plan, cohortTuples: null, name: 'odd-plan' }),
        );
      },
      'long-name': async (folder) => {
        const plan = await readPlan(folder);
        await writeFile(
          join(folder, 'plan.json'),
          JSON.stringify({ ...plan, name: 'x'.repeat(5000) }),
        );
      },
      'pipe-sign-off': async (folder) => pipe(join(folder, 'sign-off.dsse.json')),
    };
    for (const [name, change] of Object.entries(changed)) await change(await copyOf(run, { name }));
    await symlink('/', beside('root'));
    const { runs, leftOut } = await notedBeside(run);
    expect(leftOut.toSorted()).toEqual(
      [...Object.keys(changed), 'empty', 'pipe-plan']
        .filter((name) => name !== 'pipe-sign-off')
        .sort(),
    );
    expect(runs.map(({ name, signOff }) => `${name}: ${signOff.state}`).sort()).toEqual([
      'pipe-sign-off: bad',
      'test-run: none',
    ]);
  });

  it('are noted once: what is there stays', async () => {
    const run = await signableRun();
    const file = join(run.folder, 'earlier.json');
    await writeFile(file, 'of before');
    await noteEarlierRuns(run.folder, await readPlan(run.folder));
    expect(await readFile(file, 'utf8')).toBe('of before');
  });
});

it('a file that is missing is told apart from a damaged one', async () => {
  const { folder } = await signableRun();
  const plan = await readPlan(folder);
  const verdict = JSON.parse(await readFile(join(folder, 'verdict.json'), 'utf8'));
  expect(await readEarlierRuns(folder, { plan, verdict })).toBe(undefined);
  await writeFile(join(folder, 'earlier.json'), '{"schema":1');
  expect(await readEarlierRuns(folder, { plan, verdict })).toBe(null);
});
