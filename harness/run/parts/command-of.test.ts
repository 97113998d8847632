import { expect, it } from 'vitest';
import { parts } from '../../domain/attempts/attempt.ts';
import { commandOf } from './command-of.ts';

const options = { only: parts, out: 'x', confirmed: false } as const;

it('repeats the options of a run', () => {
  expect(commandOf(options, 7)).toBe('npm run -s chaperone -- verify --seed 7');
  expect(commandOf({ ...options, only: ['sweep'], strength: 2, update: "it's" }, 7)).toBe(
    "npm run -s chaperone -- verify --update 'it'\\''s' --only sweep --strength 2 --seed 7",
  );
  expect(commandOf({ ...options, thorough: true }, 7)).toMatch(/verify --thorough .*--seed 7$/);
  expect(commandOf({ ...options, only: ['sweep'], budget: 90_000 }, 7)).toBe(
    'npm run -s chaperone -- verify --budget 90s --seed 7',
  );
});

it('repeats what an update changes that leaves the release as it is', () => {
  expect(commandOf({ ...options, sameRelease: "the cache's TTL" }, 7)).toBe(
    "npm run -s chaperone -- verify --same-release 'the cache'\\''s TTL' --seed 7",
  );
});

it('leaves out the command of an update, which may hold a secret', () => {
  expect(commandOf({ ...options, updateCommand: 'TOKEN=abc ./deploy.sh' }, 7)).not.toContain('abc');
});
