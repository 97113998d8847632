import { describe, expect, it } from 'vitest';
import { settings } from './settings.ts';

describe('settings', () => {
  it('are the run\u2019s own seed and the default number of scripts', () => {
    expect(settings(42, {})).toEqual({ seed: 42, path: undefined, runs: expect.any(Number) });
  });

  it('come from the environment, as a counterexample prints them', () => {
    const environment = { CHAPERONE_SEED: '-7', CHAPERONE_PATH: '3:0:1', CHAPERONE_RUNS: '5' };
    expect(settings(42, environment)).toEqual({ seed: -7, path: '3:0:1', runs: 5 });
  });

  it('say what is wrong with them', () => {
    expect(() => settings(42, { CHAPERONE_SEED: 'a' })).toThrow(
      'CHAPERONE_SEED=a is not a whole number.',
    );
    expect(() => settings(42, { CHAPERONE_RUNS: '0' })).toThrow(
      'CHAPERONE_RUNS=0 is not a whole number above 0.',
    );
  });
});
