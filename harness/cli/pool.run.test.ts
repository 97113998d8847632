import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { expect, it, onTestFinished } from 'vitest';
import type { Verdict } from '../domain/verdict/verdict.ts';
import { emptyFolder, updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { start } from './testing/chaperone.ts';
import { chaperoneHere } from './testing/in-process.ts';

type Hostile = NonNullable<NonNullable<Parameters<typeof workFolder>[0]>['hostile']>;

/** Starts a deployment of notes whose definition takes accounts from a pool of `size`. */
async function pooled(size: number, options: Parameters<typeof workFolder>[0] = {}) {
  const { folder, url, notes } = await workFolder({
    ...options,
    more: `accounts: { ...usual.accounts, create: undefined, remove: undefined, pool: 'accounts.csv' }, ${options.more ?? ''}`,
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

it('can run repeatedly on one pool, and recognises tokens of earlier runs in its accounts', async () => {
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
  const plan = await readFile(join(folder, 'reports/runs/latest/plan.json'), 'utf8');
  expect(JSON.parse(plan)).toMatchObject({ pooled: true, parts: ['sweep'] });
});

it('is verified by another job where its leases are handed on, and refused without them', async () => {
  const { folder, run } = await pooled(6);
  expect((await run('seed', '--only', 'sweep', '--accounts', '4')).code).toBe(0);
  await writeFile(join(folder, 'updated'), '');
  const job = await emptyFolder();
  const handOn = (...names: string[]) =>
    Promise.all(names.map((name) => cp(join(folder, name), join(job, name), { recursive: true })));
  await handOn('chaperone.config.mjs', 'accounts.csv', 'reports/runs', '.chaperone');
  const verify = () => chaperoneHere(job, ['verify', '--run', 'latest']);
  const refused = await verify();
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('are no longer its own');
  await handOn('accounts.csv.leases');
  expect((await verify()).code).toBe(0);
});

it('keeps its accounts from seeding to verifying, and another run learns who holds them', async () => {
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

it('releases the accounts of an abandoned run when it is cleaned; the run cannot be resumed then', async () => {
  const { run, held, notes } = await pooled(4);
  const some = ['--only', 'sweep', '--accounts', '4'];
  expect((await run('seed', ...some)).code).toBe(0);
  const cleaned = await run('clean', 'reports/runs/latest');
  expect(cleaned.code).toBe(0);
  expect(await held()).toEqual([]);
  expect(notes.accounts()).toBe(4);
  expect((await run('verify', '--run', 'reports/runs/latest')).code).toBe(2);
});

it('refuses parts that create accounts, before any request is sent', async () => {
  const { run, notes } = await pooled(1);
  const ended = await run('verify', '--update-command', updateCommand);
  expect(ended.code).toBe(2);
  expect(ended.err).toContain('Run with --only sweep');
  expect(notes.notes).toEqual([]);
});

it('counts rows that its accounts had already as their own, and a new row of an unknown owner as a leak', async () => {
  let leaks = false;
  const hostile: Hostile = (notes) => [
    http.get('*/notes', ({ request }) => {
      const owner = notes.viewer(request);
      if (!leaks || !existsSync(updated) || owner === undefined) return undefined;
      const stranger = { id: 'note_7d1c40e98ba2356f', owner: 'account_0', text: 'private' };
      return HttpResponse.json({
        items: [...notes.notes.filter((note) => note.owner === owner), stranger],
      });
    }),
  ];
  const { folder, run, latest, notes, ids } = await pooled(4, { hostile });
  const updated = join(folder, 'updated');
  for (const [index, owner] of ids.entries())
    notes.notes.push({ id: `note_0b5e21a7c9d4f36${index}`, owner, text: 'from before' });
  expect({
    code: (await run(...whole, '--accounts', '4')).code,
    ...(await latest()),
  }).toMatchObject({
    code: 0,
    reasons: [],
  });
  await rm(updated);
  leaks = true;
  expect((await run(...whole, '--accounts', '4')).code).toBe(1);
  const { violations } = await latest();
  expect(violations.map(({ owner, phase }) => ({ owner, phase }))).toContainEqual({
    owner: null,
    phase: 'after-update',
  });
});

it('counts rows as their own that its accounts had already, but show only where a probe asks for more', async () => {
  const hostile: Hostile = (notes) => [
    http.get('*/notes', ({ request }) => {
      const owner = notes.viewer(request);
      if (owner === undefined) return undefined;
      const limit = Number(new URL(request.url).searchParams.get('limit') ?? 5);
      const own = notes.notes.filter((note) => note.owner === owner).toReversed();
      return HttpResponse.json({ items: own.slice(0, Math.max(0, limit)) });
    }),
  ];
  const { run, latest, notes, ids } = await pooled(12, { hostile });
  for (const [index, owner] of ids.entries())
    for (let row = 10; row < 30; row += 1)
      notes.notes.push({ id: `note_0b5e21a7c9d4${index + 10}${row}`, owner, text: 'from before' });
  const { code } = await run(...whole, '--accounts', '12');
  const { reasons, violations } = await latest();
  expect({ code, reasons, violations }).toEqual({ code: 0, reasons: [], violations: [] });
});

it('removes what a run created in its accounts, but never the accounts', async () => {
  const more = `consultations: {
    ...usual.consultations,
    remove: async ({ http, ids }) => void (await http.delete('/notes/' + ids.note)),
  }`;
  const hostile: Hostile = (notes) => [
    http.delete('*/notes/:id', ({ request, params }) => {
      const index = notes.notes.findIndex(
        ({ id, owner }) => id === params['id'] && owner === notes.viewer(request),
      );
      if (index >= 0) notes.notes.splice(index, 1);
      return HttpResponse.json({}, { status: index >= 0 ? 200 : 404 });
    }),
  ];
  const { run, notes, ids } = await pooled(4, { hostile, more });
  notes.notes.push({ id: 'note_3f90ab17e2c8d465', owner: ids[0] ?? '', text: 'from before' });
  expect((await run(...whole, '--accounts', '4')).code).toBe(0);
  expect(notes.notes.map(({ id }) => id)).toEqual(['note_3f90ab17e2c8d465']);
  expect(notes.accounts()).toBe(4);
});

it('does not resume a run whose leases were lost', async () => {
  const { folder, run, held } = await pooled(4);
  expect((await run('seed', '--only', 'sweep', '--accounts', '4')).code).toBe(0);
  const [lease = ''] = await held();
  await rm(join(folder, 'accounts.csv.leases', lease));
  const ended = await run('verify', '--run', 'reports/runs/latest');
  expect(ended.code).toBe(2);
  expect(ended.err).toContain('1 of the 4 accounts that the run');
  expect(await held()).toHaveLength(3);
});

it.each([1, 2])('releases its accounts on Ctrl-C (presses: %i)', async (times) => {
  const { folder, held } = await pooled(4);
  const command = `${times === 2 ? 'trap "" INT TERM; ' : ''}echo updating >&2; sleep 1000`;
  const run = start(folder, [
    'verify',
    '--only',
    'sweep',
    '--accounts',
    '4',
    '--update-command',
    command,
  ]);
  await run.says('updating');
  expect(await held()).toHaveLength(4);
  run.child.kill('SIGINT');
  if (times === 2) {
    await run.says('Press Ctrl-C again');
    // Presses in quick succession count as one, so the signal is repeated.
    const again = setInterval(() => run.child.kill('SIGINT'), 100);
    onTestFinished(() => clearInterval(again));
  }
  await run.ended;
  expect(await held()).toEqual([]);
});
