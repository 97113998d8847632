import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { copiedBaseline } from '../baseline/read-baseline.ts';
import { newRun } from './new-run.ts';
import { describeNotes } from '../testing/describe-notes.ts';
import { emptyFolder } from '../testing/work-folder.ts';

async function make(
  more: Partial<Definition> = {},
  options: { seed?: number; accounts?: number; strength?: 2 | 3; baseline?: string | false } = {},
) {
  const out = await emptyFolder();
  const definition = { ...describeNotes('http://notes.test', more), url: 'http://notes.test' };
  return newRun(
    definition,
    { only: ['sweep', 'scenarios'], out, confirmed: false, ...options },
    { expected: true, name: 'u' },
    '1.0',
  );
}

describe('a new run', () => {
  it('keeps a copy of the baseline that it is compared with, and its digest in the plan', async () => {
    const baseline = join(await emptyFolder(), 'notes.json');
    const text = JSON.stringify({
      schema: 1,
      deployment: 'Notes',
      release: '0.9',
      date: '2026-11-01',
      run: 'earlier',
      scope: 'gate',
      parts: ['sweep'],
      strength: 3,
      tuples: 4,
      violations: [],
      surfaces: [],
      operations: [],
    });
    await writeFile(baseline, text);
    const { folder, plan } = await make({}, { baseline });
    expect(plan.baseline?.file).toBe('notes.json');
    expect(plan.command).toContain('--baseline');
    expect(await readFile(join(folder, 'baseline.json'), 'utf8')).toBe(text);
    expect(await copiedBaseline(folder, plan)).toMatchObject({ release: '0.9' });
    await writeFile(join(folder, 'baseline.json'), `${text} `);
    expect(await copiedBaseline(folder, plan)).toBeNull();
    const none = await make({}, { baseline: false });
    expect(none.plan).not.toHaveProperty('baseline');
    expect(none.plan.command).toContain('--no-baseline');
  });

  it('writes its plan before anything else happens', async () => {
    const { folder, plan } = await make({ factors: { region: ['uk', 'ie'] } });
    expect(JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8'))).toEqual(plan);
    expect(plan).toMatchObject({
      deployment: 'Notes',
      url: 'http://notes.test',
      parts: ['sweep', 'scenarios'],
      update: { expected: true, name: 'u' },
      factors: {
        region: ['uk', 'ie'],
        account: ['before', 'after'],
        session: ['before', 'after'],
        booking: ['before', 'after'],
      },
      strength: 3,
      lacks: { secondFactor: 'patients sign in with one secret', stream: 'notes are text' },
      accept: [],
    });
    expect(plan.surfaces.map(({ id, gives, needs }) => [id, gives, needs])).toEqual([
      ['GET /notes', 'list', []],
      ['GET /notes/{note}', 'read', ['note']],
    ]);
    expect(folder).toMatch(/\/1\.0-\d{8}T\d{6}Z-\w+$/);
  });

  it('notes whether Chaperone started the deployment, whose address then is another each time', async () => {
    const start = () => Promise.reject(new Error('nothing is started here'));
    expect((await make()).plan.embedded).toBe(false);
    expect((await make({ embedded: { updates: [], start } })).plan.embedded).toBe(true);
  });

  it('says what cannot be signed out of', async () => {
    const { accounts } = describeNotes('http://notes.test');
    const { plan } = await make({
      accounts: { ...accounts, signOut: { none: 'no sign-out' }, secondFactor: undefined },
    });
    expect(plan.lacks).toEqual({ signOut: 'no sign-out', stream: 'notes are text' });
  });

  it('chooses the same cohorts for the same seed, but a different run number for its tokens', async () => {
    const factors = { region: ['uk', 'ie'], call: ['audio', 'video'], client: ['web', 'app'] };
    const [one, two, other] = [
      await make({ factors }, { seed: 7 }),
      await make({ factors }, { seed: 7 }),
      await make({ factors }),
    ];
    expect(one.cohorts).toEqual(two.cohorts);
    expect(one.plan.seed).toBe(7);
    expect(one.plan.run).not.toBe(two.plan.run);
    expect(other.plan.seed).not.toBe(7);
    for (const { run } of [one.plan, two.plan]) expect(run).toBeLessThan(2 ** 28);
  });

  it('keeps to the requested strength and number of accounts', async () => {
    const factors = { region: ['uk', 'ie'], call: ['audio', 'video'], client: ['web', 'app'] };
    const [three, two, few] = [
      await make({ factors }),
      await make({ factors }, { strength: 2 }),
      await make({ factors }, { accounts: 4 }),
    ];
    expect(two.plan.strength).toBe(2);
    expect(two.cohorts.length).toBeLessThan(three.cohorts.length);
    expect(few.cohorts).toHaveLength(4);
    expect(few.plan.cohortTuples.covered).toBeLessThan(few.plan.cohortTuples.total);
    expect(three.plan.cohortTuples.covered).toBe(three.plan.cohortTuples.total);
  });
});
