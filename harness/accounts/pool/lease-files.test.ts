import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  acquire,
  holdingOf,
  leasesOf,
  openLeaseFolder,
  releaseLeases,
  renew,
} from './lease-files.ts';
import { leaseKey } from './lease-key.ts';
import { makeLease } from './lease.ts';
import type { Lease } from './lease.ts';

const hour = 3_600_000;
const here = new URL('.', import.meta.url).href;

describe('leases', () => {
  let folder = '';
  beforeEach(async () => {
    const made = await mkdtemp(join(tmpdir(), 'leases-'));
    onTestFinished(() => rm(made, { recursive: true }));
    folder = join(made, 'leases');
    openLeaseFolder(folder);
  });

  const lease = (run: number, more: Partial<Lease> = {}): Lease => ({
    ...makeLease(
      { run, name: `run-${run}`, secrets: join(folder, 'none'), role: 'patient', cohort: {} },
      Date.now(),
      hour,
    ),
    ...more,
  });
  const write = (key: string, text: string) => writeFile(join(folder, `${key}.lease`), text);

  it('are held by one run at a time, until it releases them', () => {
    expect(holdingOf(folder, 'k')).toBe('free');
    expect(acquire(folder, 'k', lease(1))).toBe(true);
    expect(acquire(folder, 'k', lease(2))).toBe(false);
    expect(acquire(folder, 'other', lease(2))).toBe(true);
    expect(holdingOf(folder, 'k')).toMatchObject({ run: 1, pid: process.pid, host: hostname() });
    releaseLeases(folder, 1);
    expect([...leasesOf(folder, 2).keys()]).toEqual(['other']);
    expect(acquire(folder, 'k', lease(2))).toBe(true);
  });

  it('lapse after their lifetime unless renewed, and can then be taken over', () => {
    const past = { until: new Date(Date.now() - 1).toISOString() };
    acquire(folder, 'k', lease(1, past));
    expect(holdingOf(folder, 'k')).toBe('free');
    expect(renew(folder, 'k', lease(1))).toBe(true);
    expect(acquire(folder, 'k', lease(2))).toBe(false);
    expect(renew(folder, 'k', lease(1, past))).toBe(true);
    expect(acquire(folder, 'k', lease(2))).toBe(true);
    expect(renew(folder, 'k', lease(1))).toBe(false);
  });

  it('of a run that crashed on this machine lapse, unless its secrets remain; other machines cannot tell', async () => {
    const { child } = promisify(execFile)(process.execPath, ['-e', '']);
    const pid = child.pid ?? 0;
    await new Promise((resolve) => child.once('exit', resolve));
    const secrets = join(folder, 'secrets.json');
    await writeFile(secrets, '{}');
    for (const [key, more] of Object.entries<Partial<Lease>>({
      crashed: { pid },
      seeded: { pid, secrets },
      elsewhere: { pid, host: 'another' },
      container: { pid, processes: 'pid:[1]' },
      running: {},
    }))
      acquire(folder, key, lease(1, more));
    const taken = [...leasesOf(folder, 1).keys()].filter((key) => acquire(folder, key, lease(2)));
    expect(taken).toEqual(['crashed']);
  });

  it('are not taken over if they cannot be read', async () => {
    await write('k', '{"run":');
    expect(holdingOf(folder, 'k')).toBe('unreadable');
    expect(acquire(folder, 'k', lease(1))).toBe(false);
  });

  it('go to exactly one of several processes after they lapsed', async () => {
    await write('k', JSON.stringify(lease(1, { until: new Date(0).toISOString() })));
    const script = `const { acquire } = await import('${here}lease-files.ts');
      const { makeLease } = await import('${here}lease.ts');
      const run = Number(process.argv[1]);
      // The winning process ends before the others try. Then only its secrets keep the lease.
      const about = { run, name: 'r', secrets: '/', role: 'patient', cohort: {} };
      console.log(acquire(${JSON.stringify(folder)}, 'k', makeLease(about, Date.now(), 3600000)));`;
    const runs = [2, 3, 4, 5];
    const ended = await Promise.all(
      runs.map((run) =>
        promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, String(run)]),
      ),
    );
    const won = runs.filter((_, index) => ended[index]?.stdout === 'true\n');
    expect(won).toHaveLength(1);
    expect(holdingOf(folder, 'k')).toMatchObject({ run: won[0] });
    expect((await readdir(folder)).toSorted()).toEqual(['.gitignore', 'k.lease']);
  });

  it('hold no details of an account', async () => {
    const account = {
      credentials: { email: 'ann@x.test', password: 'swordfish' },
      ids: { p: '41' },
    };
    const key = leaseKey(account);
    expect(leaseKey({ ...account, credentials: { password: 'new', email: 'Ann@x.test' } })).toBe(
      key,
    );
    expect(leaseKey({ credentials: { pin: '1234' }, ids: {} })).not.toBe(key);
    acquire(folder, key, lease(1));
    const text = `${key} ${await readFile(join(folder, `${key}.lease`), 'utf8')}`;
    expect(text).not.toMatch(/ann|swordfish|41"/i);
  });
});
