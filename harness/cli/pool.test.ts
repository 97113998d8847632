import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Verdict } from '../domain/verdict.ts';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

/** Notes whose accounts are taken from a pool of `size`. */
async function pooled(size: number, hostile: Parameters<typeof workFolder>[0] = {}) {
  const { folder, url, notes } = await workFolder({
    ...hostile,
    more: `accounts: { ...usual.accounts, create: undefined, remove: undefined, pool: 'accounts.csv' }, ${hostile?.more ?? ''}`,
  });
  const ids = await Promise.all(
    Array.from({ length: size }, async () => {
      const made = await fetch(`${url}/sign-up`, { method: 'POST' });
      return ((await made.json()) as { id: string }).id;
    }),
  );
  const file = join(folder, 'accounts.csv');
  await writeFile(file, `credentials.id\n${ids.join('\n')}\n`);
  const run = (...args: string[]) => chaperoneHere(folder, args);
  const latest = async (): Promise<Verdict> =>
    JSON.parse(await readFile(join(folder, 'reports/runs/latest/verdict.json'), 'utf8'));
  const held = async () =>
    (await readdir(`${file}.leases`).catch(() => [])).filter((name) => name.endsWith('.lease'));
  return { folder, notes, ids, run, latest, held };
}

const whole = ['verify', '--only', 'sweep', '--update-command', updateCommand];

it('runs over and over on one pool, and knows what its accounts were given before', async () => {
  const { folder, run, latest, held, notes } = await pooled(6);
  for (const seed of ['1', '2']) {
    await rm(join(folder, 'updated'), { force: true });
    const ended = await run(...whole, '--seed', seed, '--accounts', '4');
    expect({ code: ended.code, reasons: (await latest()).reasons }).toEqual({
      code: 0,
      reasons: [],
    });
    expect(await held()).toEqual([]);
  }
  expect(notes.accounts()).toBe(6);
});

it('keeps its accounts from seeding to verifying: another run is told who has them', async () => {
  const { folder, run, held, ids } = await pooled(6);
  const some = ['--only', 'sweep', '--accounts', '4'];
  expect((await run('seed', ...some)).code).toBe(0);
  expect(await held()).toHaveLength(4);
  const second = await run('seed', ...some);
  expect(second.code).toBe(2);
  expect(second.err).toMatch(/2 more: patient \(it needs 4; of 6 in the file 4 are held/);
  expect(second.err).toMatch(/4 held by the run 1-.* until 20\d\d-/);
  expectPlain(second, ids);
  expect(await held()).toHaveLength(4);
  await writeFile(join(folder, 'updated'), '');
  const verified = await run('verify', '--run', 'reports/runs/latest');
  expect(verified.code).toBe(0);
  expect(await held()).toEqual([]);
  expect(existsSync(join(folder, '.chaperone'))).toBe(true);
});

it('gives back what an abandoned run holds when that is cleaned; it cannot go on then', async () => {
  const { run, held, notes } = await pooled(4);
  const some = ['--only', 'sweep', '--accounts', '4'];
  expect((await run('seed', ...some)).code).toBe(0);
  const cleaned = await run('clean', 'reports/runs/latest');
  expect(cleaned.code).toBe(0);
  expect(await held()).toEqual([]);
  expect(notes.accounts()).toBe(4);
  expect((await run('verify', '--run', 'reports/runs/latest')).code).toBe(2);
});

it('refuses parts that need accounts of their own, before anything is sent', async () => {
  const { run, notes } = await pooled(1);
  const ended = await run('verify', '--update-command', updateCommand);
  expect(ended.code).toBe(2);
  expect(ended.err).toContain('Run with --only sweep');
  expect(notes.notes).toEqual([]);
});
