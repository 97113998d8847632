import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inParallel } from '../exercise/state/in-parallel.ts';
import { chaperoneHere } from './testing/in-process.ts';
import { expectCleaned, inTurn, killAt, momentsOf, repeat, runsIn } from './testing/killing.ts';
import { startVisits } from './testing/visits.ts';

const minutes = 60_000;

it(
  'clean, killed at any moment and begun again, leaves nothing',
  async () => {
    const start = await startVisits();
    const seeded = await start();
    const seeding = [
      'seed',
      '--only',
      'sweep',
      '--seed',
      '5',
      '--strength',
      '2',
      '--accounts',
      '6',
    ];
    expect((await chaperoneHere(seeded.folder, seeding)).code).toBe(0);
    const [run = ''] = await runsIn(seeded.folder, 'reports/runs');
    const copy = async () => {
      const { service, folder } = await start(seeded.service.state);
      for (const name of ['.chaperone', 'reports'])
        await cp(join(seeded.folder, name), join(folder, name), { recursive: true });
      return { service, folder };
    };
    const whole = await copy();
    expect((await chaperoneHere(whole.folder, ['clean', run])).code).toBe(0);
    expect(existsSync(join(whole.folder, '.chaperone', run))).toBe(false);
    await inParallel(momentsOf(5, whole.service.requests), 3, async (moment) => {
      const { service, folder } = await copy();
      const ended = await killAt(service, folder, ['clean', run], moment);
      expect(ended, repeat(moment)).toMatchObject({ signal: 'SIGKILL' });
      await inTurn(async () => expectCleaned(service, folder, moment));
      expect(await runsIn(folder, '.chaperone'), repeat(moment)).toEqual([]);
    });
  },
  5 * minutes,
);
