import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import type { Limits } from './work.ts';

const module = new URL('./faulty-targets.test-support.ts', import.meta.url).href;
const seed = Date.now() % 1_000_000_000;
const work = { runs: 100, milliseconds: 60_000, module };

it.each<[string, RegExp, Partial<Limits>]>([
  ['throws', /RangeError: 7 is out of range/, {}],
  ['rejects-later', /nobody waits for this/, {}],
  ['is-slow', /bytes took \d+ ms/, { longestRead: 60 }],
  ['waits-for-ever', /reading waited for 1500 ms/, { wait: 1500 }],
  ['hangs', /reading did not end within 500 ms/, { patience: 500 }],
  ['fills-the-heap', /heap out of memory/, { heap: 200 }],
  ['fills-the-memory', /reading took too much memory/, { memory: 300 * 2 ** 20 }],
])(
  'finds a reader that %s, with the seed that shows it again',
  async (name, why, limits) => {
    const names = [name];
    const [first] = await fuzz({ ...work, names, seed, limits });
    expect(first?.fault?.why, `seed ${seed}`).toMatch(why);
    expect(Buffer.from(first?.fault?.input ?? []).includes('7'), `seed ${seed}`).toBe(true);
    // The inputs of its seed are 20: one of them shows it.
    const told = first?.fault?.seed ?? -1;
    const [again] = await fuzz({ ...work, names, runs: 20, seed: told, limits });
    expect(again?.fault, `seed ${seed}`).toMatchObject({
      why: expect.stringMatching(why),
      seed: told,
    });
  },
  240_000,
);

it('goes on with the other readers, whatever became of one, and finds nothing in a sound one', async () => {
  const results = await fuzz({ ...work, names: ['rejects-later', 'throws', 'sound'], seed });
  const faults = results.map(({ target, fault }) => [target, fault !== null]);
  expect(Object.fromEntries(faults)).toEqual({ 'rejects-later': true, throws: true, sound: false });
  expect(results.find(({ target }) => target === 'sound')?.executions).toBe(101);
}, 240_000);
