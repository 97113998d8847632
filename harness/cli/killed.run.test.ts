import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inParallel } from '../exercise/state/in-parallel.ts';
import { start as startChaperone } from './testing/chaperone.ts';
import { chaperoneHere } from './testing/in-process.ts';
import { expectCleaned, inTurn, killAt, momentsOf, repeat, runsIn } from './testing/killing.ts';
import { startVisits } from './testing/visits.ts';

/** Moments at which each of `seed` and `verify` is killed. */
const moments = 8;
const minutes = 60_000;

// Two factors at a time, so that a run is short; every kind of account is made all the same.
const seedArgs = ['seed', '--only', 'sweep', '--seed', '5', '--strength', '2'];

/** Commands that run at the same time: one starts while another works. */
const atOnce = 3;

it(
  'seed, killed at any moment, leaves nothing that `clean` does not find',
  async () => {
    const start = await startVisits();
    const whole = await start();
    expect((await chaperoneHere(whole.folder, seedArgs)).code).toBe(0);
    const all = whole.service.requests;
    await inParallel(momentsOf(moments, all - 5), atOnce, async (moment) => {
      const { service, folder } = await start();
      const ended = await killAt(service, folder, seedArgs, moment);
      expect(ended, repeat(moment)).toMatchObject({ signal: 'SIGKILL' });
      await inTurn(async () => {
        const [run] = await runsIn(folder, 'reports/runs');
        if (run !== undefined) {
          expect((await chaperoneHere(folder, ['judge', run])).code).toBe(3);
          if (moment % 2 === 1) {
            const again = await chaperoneHere(folder, ['verify', '--run', run]);
            expect(again.code).toBe(2);
            expect(again.err).toContain('did not come to its end');
          }
        }
        await expectCleaned(service, folder, moment);
      });
    });
  },
  5 * minutes,
);

it(
  'verify, killed at any moment, can be judged, and leaves nothing that `clean` does not find',
  async () => {
    const start = await startVisits();
    const seeded = await start();
    expect((await chaperoneHere(seeded.folder, seedArgs)).code).toBe(0);
    const [run = ''] = await runsIn(seeded.folder, 'reports/runs');
    const updated = { ...seeded.service.state, release: '2' };
    const args = ['verify', '--run', run];
    const copy = async () => {
      const { service, folder } = await start(updated);
      for (const name of ['.chaperone', 'reports'])
        await cp(join(seeded.folder, name), join(folder, name), { recursive: true });
      return { service, folder };
    };
    const whole = await copy();
    expect((await chaperoneHere(whole.folder, args)).code).toBe(0);
    const all = whole.service.requests;
    await inParallel(momentsOf(moments, all - 2), atOnce, async (moment) => {
      const { service, folder } = await copy();
      const ended = await killAt(service, folder, args, moment);
      expect(ended, repeat(moment)).toMatchObject({ signal: 'SIGKILL' });
      await inTurn(async () => {
        // Killed while it removed the accounts: everything was judged by then.
        const isJudged = existsSync(join(folder, 'reports/runs', run, 'verdict.json'));
        if (isJudged) expect((await chaperoneHere(folder, ['judge', run])).code).toBe(0);
        else {
          expect((await chaperoneHere(folder, ['judge', run])).code).toBe(3);
          if (moment % 2 === 0) {
            const again = await chaperoneHere(folder, args);
            expect(again.err).not.toContain('verified already');
            expect(again).toMatchObject({ code: 3, out: expect.stringContaining('was killed') });
          }
        }
        await expectCleaned(service, folder, moment);
      });
    });
  },
  5 * minutes,
);

it(
  'verify, killed while properties run in a process of their own: that process ends too',
  async () => {
    const start = await startVisits();
    const { service, folder } = await start();
    const seeding = ['seed', '--only', 'properties', '--seed', '5', '--strength', '2'];
    expect((await chaperoneHere(folder, seeding)).code).toBe(0);
    const [run = ''] = await runsIn(folder, 'reports/runs');
    service.state.release = '2';
    const begun = join(folder, 'reports/runs', run, 'history/properties.ndjson');
    // Some requests after the process of the properties has begun, so that it is in the midst of its work.
    let moment = Infinity;
    const running = startChaperone(folder, ['verify', '--run', run]);
    service.onRequest = (count) => {
      if (moment === Infinity && existsSync(begun)) moment = count + 20;
      if (count === moment) running.child.kill('SIGKILL');
    };
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
    const killedAt = moment;
    await Promise.all(
      [...service.open].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    );
    expect(service.open.size).toBe(0);
    // What was under way is answered. A whole run of the properties makes thousands of requests.
    expect(service.requests - killedAt).toBeLessThan(100);
    await expectCleaned(service, folder, moment);
  },
  5 * minutes,
);
