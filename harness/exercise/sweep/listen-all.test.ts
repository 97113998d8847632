import { expect, it } from 'vitest';
import type { ListenRound } from '../listening/round-types.ts';
import type { Worker } from '../worker/worker.ts';
import { listenAll } from './listen-all.ts';

const rounds = ['a', 'b', 'c', 'd', 'e', 'f'].map(
  (id) =>
    ({
      surface: { id: 'GET /live' },
      owner: { id, account: { id } },
      listeners: [],
    }) as unknown as ListenRound,
);

/** Holds the rounds, and calls `during` in each; tells which were held and which were left. */
async function held(until: number, during: () => void = () => undefined) {
  const made: ListenRound[] = [];
  const stop = new AbortController();
  const worker = {
    signal: stop.signal,
    listen: async (round: ListenRound) => {
      made.push(round);
      during();
      const attempt = { session: round.owner?.id, outcome: 'granted' };
      return [attempt, attempt];
    },
  } as unknown as Worker;
  let done = 0;
  const left = await listenAll(worker, rounds, { until, onDone: () => void (done += 1) });
  return { made, left, done };
}

it('holds all rounds where there is time', async () => {
  const { made, left, done } = await held(Infinity);
  expect(new Set(made)).toEqual(new Set(rounds));
  expect({ left, done }).toEqual({ left: [], done: rounds.length });
});

it('begins none once the time is over, and says which were left', async () => {
  const none = await held(Date.now());
  expect(none).toEqual({ made: [], left: rounds, done: 0 });
  const until = Date.now() + 50;
  const some = await held(until, () => {
    while (Date.now() < until) continue;
  });
  expect(some.made.length).toBeGreaterThan(0);
  expect(some.left.length).toBeGreaterThan(0);
  expect(new Set([...some.made, ...some.left])).toEqual(new Set(rounds));
});
