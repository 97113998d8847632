import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createRandom } from '../../accounts/random.ts';
import { type Running, start as startChaperone } from './chaperone.ts';
import { chaperoneHere } from './in-process.ts';
import type { Service } from './visits.ts';

/** When a process is killed: at its n-th request, or at the first of a kind (`POST visits`). */
export type Moment = number | string;

/** Runs a command until a moment, and kills it then: when the service has acted, and before it answers. */
export async function killAt(service: Service, folder: string, args: string[], moment: Moment) {
  let running: Running | null = null;
  service.requests = 0;
  service.onRequest = (count, what) => {
    if (count === moment || what === moment) running?.child.kill('SIGKILL');
  };
  running = startChaperone(folder, args);
  const ended = await running.ended;
  service.onRequest = () => undefined;
  return ended;
}

/** The seed of the moments: CHAPERONE_SEED, or another one each time. */
const seed = Number(process.env['CHAPERONE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** `count` moments from 1 to `most`: the first, the last, and one at random in each part between. */
export function momentsOf(count: number, most: number): number[] {
  const random = createRandom('moments', seed);
  const part = (most - 2) / (count - 2);
  const between = Array.from(
    { length: count - 2 },
    (_, index) => 2 + Math.floor(index * part + (random.below(1000) / 1000) * part),
  );
  return [1, ...between, most];
}

/** What a failure at a moment says, so that it can be repeated. */
export const repeat = (moment: Moment): string =>
  `killed at request ${moment} (CHAPERONE_SEED=${seed} repeats it)`;

/** Names of the runs in a folder of a project. */
export const runsIn = async (folder: string, of: string) =>
  (await readdir(join(folder, of)).catch(() => [])).filter(
    (name) => name !== '.gitignore' && name !== 'latest',
  );

/** Expects that `clean` lists the run and removes all that it made. */
export async function expectCleaned(service: Service, folder: string, moment: Moment) {
  const runs = await runsIn(folder, '.chaperone');
  expect(service.state.accounts.size === 0 || runs.length === 1, repeat(moment)).toBe(true);
  for (const run of runs) {
    expect((await chaperoneHere(folder, ['clean'])).out, repeat(moment)).toContain(run);
    const { code, out } = await chaperoneHere(folder, ['clean', run]);
    // Where nobody knows whether an account was made, that is said; nothing else is left.
    expect(out, repeat(moment)).toMatch(
      /^(All accounts of the run are removed\.|(May exist: an account .*\n?)+)$/m,
    );
    expect(out, repeat(moment)).not.toContain('Left on');
    expect(code, repeat(moment)).toBe(out.startsWith('All') ? 0 : 3);
  }
  expect([...service.state.accounts], `accounts left, ${repeat(moment)}`).toEqual([]);
  expect([...service.state.visits], `visits left, ${repeat(moment)}`).toEqual([]);
}

let last: Promise<unknown> = Promise.resolve();
/** Commands in this process take turns, as it has one working directory. */
export function inTurn(work: () => Promise<void>): Promise<void> {
  const done = last.then(work, work);
  last = done;
  return done;
}
