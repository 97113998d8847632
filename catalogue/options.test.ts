import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

const known = ['one', 'two'];

describe('readOptions', () => {
  it('reads what is given, and takes all updates by default', () => {
    expect(readOptions([], known)).toMatchObject({
      only: [],
      shard: null,
      healthy: 0,
      list: false,
    });
    const given = ['--only', 'two', '--shard', '2/3', '--seed', '7', '--at-once', '4'];
    expect(readOptions(given, known)).toMatchObject({
      only: ['two'],
      shard: { part: 2, of: 3 },
      seed: 7,
      atOnce: 4,
    });
    const healthy = readOptions(['--healthy', '10', '--browser'], known);
    expect(healthy).toMatchObject({ healthy: 10, browser: true });
  });

  it.each([
    [['--only', 'three'], 'There is no update three.'],
    [['--shard', '3/2'], 'which names no part'],
    [['--shard', '1'], 'which names no part'],
    [['--healthy', '0'], 'no whole number from 1'],
    [['--seed', 'x'], 'no whole number from 0'],
    [['--at-once', '0'], 'no whole number from 1'],
    [['--browser'], 'without --healthy'],
    [['--healthy', '3', '--only', 'one'], 'goes with neither'],
    [['--never'], '--never'],
    [['one'], 'one'],
  ])('refuses %j', (args, message) => {
    expect(() => readOptions(args, known)).toThrow(message);
  });
});
