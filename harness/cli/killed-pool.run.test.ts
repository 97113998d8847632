import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inParallel } from '../exercise/state/in-parallel.ts';
import { chaperoneHere } from './testing/in-process.ts';
import { inTurn, killAt, type Moment, momentsOf, repeat, runsIn } from './testing/killing.ts';
import { type Service, startVisits } from './testing/visits.ts';

const minutes = 60_000;
const accounts = 4;
const seeding = ['seed', '--only', 'sweep', '--seed', '5', '--accounts', String(accounts)];

/**
 * Expects that `clean` removes all visits that a run made in accounts of a pool, or says in which account one may be.
 * Returns how many are left.
 */
async function expectNoneLost({ state }: Service, folder: string, moment: Moment): Promise<number> {
  const left = () =>
    [...state.visits.values()].map(({ owner }) =>
      [...state.accounts].find(([, { id }]) => id === owner)?.[0].slice(0, 6),
    );
  for (const run of await runsIn(folder, '.chaperone')) {
    const { code, out } = await chaperoneHere(folder, ['clean', run]);
    expect(out, repeat(moment)).not.toContain('Left on');
    const told = [
      ...out.matchAll(/^May exist: a consultation of a\d+, with the e-mail (\d-pati)/gm),
    ];
    const emails = left();
    // One that was about to be asked for at that moment may be told, too.
    const asked = told.map(([, email]) => email);
    for (const email of emails) expect(asked, repeat(moment)).toContain(email);
    expect(new Set(asked).size, repeat(moment)).toBe(asked.length);
    expect(code, repeat(moment)).toBe(asked.length > 0 ? 3 : 0);
    // Nobody has looked since, and so it is said again.
    if (code === 3) expect((await chaperoneHere(folder, ['clean', run])).out).toBe(out);
  }
  expect(state.accounts.size, repeat(moment)).toBe(accounts);
  return left().length;
}

it(
  'seed and verify, killed at any moment, lose no consultation in an account of a pool',
  async () => {
    const start = await startVisits();
    const seeded = await start(undefined, accounts);
    expect((await chaperoneHere(seeded.folder, seeding)).code).toBe(0);
    const some = ['POST visits', ...momentsOf(3, seeded.service.requests - 1)];
    let undecided = 0;
    await inParallel(some, 3, async (moment) => {
      const { service, folder } = await start(undefined, accounts);
      await killAt(service, folder, seeding, moment);
      await inTurn(async () => {
        undecided += await expectNoneLost(service, folder, moment);
      });
    });
    // Killed while it booked, nobody knows the booking's id.
    expect(undecided).toBeGreaterThan(0);

    const [run = ''] = await runsIn(seeded.folder, 'reports/runs');
    const copy = async () => {
      const state = { ...seeded.service.state, release: '2' };
      const { service, folder } = await start(state, accounts);
      for (const name of ['.chaperone', 'reports', 'accounts.csv.leases'])
        await cp(join(seeded.folder, name), join(folder, name), { recursive: true });
      return { service, folder };
    };
    const whole = await copy();
    expect((await chaperoneHere(whole.folder, ['verify', '--run', run])).code).toBe(0);
    expect(whole.service.state.visits.size).toBe(0);
    await inParallel(momentsOf(3, whole.service.requests - 2), 3, async (moment) => {
      const { service, folder } = await copy();
      const ended = await killAt(service, folder, ['verify', '--run', run], moment);
      expect(ended, repeat(moment)).toMatchObject({ signal: 'SIGKILL' });
      await inTurn(async () => void (await expectNoneLost(service, folder, moment)));
    });
  },
  5 * minutes,
);
