import { describe, expect, it } from 'vitest';
import { parts } from '../domain/attempts/attempt.ts';
import type { Plan } from '../domain/plan.ts';
import { limitsOf, narrowedBy } from './narrowed.ts';

const whole: Plan = {
  schema: 1,
  run: 1,
  name: 'r',
  deployment: 'd',
  url: 'http://d.test',
  seed: 1,
  startedAt: 0,
  parts,
  factors: {},
  strength: 3,
  cohortTuples: { covered: 8, total: 8 },
  update: { expected: true, name: null },
  surfaces: [],
  lacks: {},
  accept: [],
};

describe('a run', () => {
  it.each(['default', 'thorough', undefined] as const)('of scope %s is whole', (scope) => {
    const command = 'npx --no chaperone verify --config deploy/no-update.ts --seed 4';
    expect(narrowedBy({ ...whole, scope, command })).toEqual([]);
  });

  // Scopes that a later version has are not known here: they are no less than narrow.
  it.each(['gate', 'smoke', ''])('of scope %j is not', (scope) => {
    expect(narrowedBy({ ...whole, scope: scope as 'default' })).toEqual([`its scope was ${scope}`]);
  });

  it('of the demo is not', () => {
    const command = 'npx --no chaperone verify --demo --seed 4';
    expect(narrowedBy({ ...whole, command })).toEqual(['it ran with --demo']);
  });

  it('is not narrowed by what a text of its command line looks like', () => {
    const command = `npx --no chaperone verify --same-release 'it'\\''s without --no-cache and --demo now' --seed 4`;
    expect(narrowedBy({ ...whole, command })).toEqual([]);
  });

  it('of a pool is whole with the sweep, within a stated limit', () => {
    const pool: Plan = { ...whole, pooled: true, parts: ['sweep'] };
    expect(narrowedBy(pool)).toEqual([]);
    expect(limitsOf(pool)).toEqual([expect.stringContaining('sweep only, no properties')]);
    expect(limitsOf(whole)).toEqual([]);
    expect(narrowedBy({ ...pool, pooled: undefined })).toHaveLength(1);
  });

  it.each<[string, Partial<Plan>]>([
    ['without its sweep', { parts: [] }],
    ['with a budget', { budget: 15_000 }],
    ['in pairs', { strength: 2 }],
    ['with fewer accounts', { cohortTuples: { covered: 7, total: 8 } }],
    ['with an option that leaves out', { command: 'npx --no chaperone verify --no-baseline' }],
  ])('of a pool is narrowed %s', (_, change) => {
    expect(narrowedBy({ ...whole, pooled: true, parts: ['sweep'], ...change })).toHaveLength(1);
  });

  // A budget says by itself what runs.
  it.each([
    ['--only', undefined],
    ['--budget', 15_000],
  ])('that left parts out names %s as the option that was given', (option, budget) => {
    const told = narrowedBy({ ...whole, parts: ['sweep'], budget }).join('; ');
    expect(told).toContain(`it left out properties and scenarios (${option})`);
    expect(told).not.toContain(option === '--only' ? '--budget' : '--only');
  });

  it('is told by all that narrowed it at once', () => {
    const command = 'npm run -s chaperone -- verify --no-sensitivity --no-listening --seed 4';
    expect(
      narrowedBy({
        ...whole,
        parts: [],
        strength: 2,
        cohortTuples: { covered: 1, total: 8 },
        command,
      }),
    ).toHaveLength(5);
  });
});
