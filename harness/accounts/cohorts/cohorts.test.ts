import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cohort } from '../../domain/accounts/account.ts';
import { UsageError } from '../../domain/errors.ts';
import { chooseCohorts } from './cohorts.ts';
import { withSideFactors } from './factor.ts';

type Factors = Record<string, string[]>;

const clinic: Factors = {
  region: ['uk', 'ie', 'ca'],
  call: ['audio', 'video', 'audio-then-video'],
  'second factor': ['none', 'totp'],
};

/** All combinations, by brute force. */
function product(factors: Readonly<Record<string, readonly string[]>>): Cohort[] {
  return Object.entries(factors).reduce<Cohort[]>(
    (rows, [name, levels]) =>
      rows.flatMap((row) => levels.map((level) => ({ ...row, [name]: level }))),
    [{}],
  );
}

function tuples(cohorts: readonly Cohort[], strength: number): Set<string> {
  const found = new Set<string>();
  const walk = (pairs: [string, string][], held: string[]): void => {
    if (held.length === strength) found.add(held.join(' & '));
    else {
      pairs.forEach(([name, level], index) => {
        walk(pairs.slice(index + 1), [...held, `${name}=${level}`]);
      });
    }
  };
  const sorted = (cohort: Cohort) => Object.entries(cohort).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const cohort of cohorts) walk(sorted(cohort), []);
  return found;
}

const fromAfter = (cohort: Cohort) =>
  cohort.account === 'after' && (cohort.session === 'before' || cohort.booking === 'before');

describe('chooseCohorts', () => {
  it('contains the cohort affected by the leak of June 2020, for every seed', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { cohorts } = await chooseCohorts({ factors: clinic, seed });
      const met = cohorts.some(
        (cohort) =>
          cohort.region === 'uk' &&
          cohort.booking === 'after' &&
          cohort.call === 'audio-then-video',
      );
      expect(met).toBe(true);
    }
  });

  it('covers every possible triple, and counts them as brute force does', async () => {
    const names = ['a', 'b, c', '[d]', '"e"'];
    const anyFactors = fc
      .array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 })
      .map((sizes): Factors =>
        Object.fromEntries(
          sizes.map((size, index) => [names[index] ?? '', ['x"]', '~y|', 'z, '].slice(0, size)]),
        ),
      );
    const anyRule = fc.array(fc.tuple(fc.nat(6), fc.nat(2), fc.nat(6), fc.nat(2)), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(anyFactors, anyRule, fc.nat(), async (factors, clauses, seed) => {
        const all = Object.entries(withSideFactors(factors));
        const impossible = (cohort: Cohort) =>
          clauses.some(([factor, level, other, otherLevel]) => {
            const [name, levels] = all[factor % all.length] ?? ['', []];
            const [otherName, otherLevels] = all[other % all.length] ?? ['', []];
            return (
              cohort[name] === levels[level % levels.length] &&
              cohort[otherName] === otherLevels[otherLevel % otherLevels.length]
            );
          });
        const possible = product(Object.fromEntries(all)).filter(
          (cohort) => !impossible(cohort) && !fromAfter(cohort),
        );
        const choosing = chooseCohorts({ factors, impossible, seed });
        if (possible.length === 0) {
          await expect(choosing).rejects.toThrow(UsageError);
          return;
        }
        const chosen = await choosing;
        expect(chosen.strength).toBe(3);
        expect(chosen.cohorts.filter((cohort) => impossible(cohort) || fromAfter(cohort))).toEqual(
          [],
        );
        expect(tuples(chosen.cohorts, 3)).toEqual(tuples(possible, 3));
        const { size } = tuples(possible, 3);
        expect(chosen.tuples).toEqual({ covered: size, total: size });
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same cohorts for the same seed, and others for another seed', async () => {
    const of = async (seed: number) => (await chooseCohorts({ factors: clinic, seed })).cohorts;
    expect(await of(1)).toEqual(await of(1));
    expect(await of(2)).not.toEqual(await of(1));
    expect(await of(65_537)).not.toEqual(await of(1));
  });

  it('covers pairs under a tight budget, and says so', async () => {
    const chosen = await chooseCohorts({ factors: clinic, seed: 1, budget: 14 });
    const all = await chooseCohorts({ factors: clinic, seed: 1 });
    expect(all.accountsForTriples).toBeUndefined();
    expect(chosen.accountsForTriples).toBe(all.cohorts.length);
    expect(chosen.strength).toBe(2);
    expect(chosen.cohorts.length).toBeLessThanOrEqual(14);
    expect(chosen.tuples.covered).toBe(chosen.tuples.total);
  });

  it('covers what it can when not even pairs fit, and counts what is missing', async () => {
    const chosen = await chooseCohorts({ factors: clinic, seed: 1, budget: 3 });
    expect(chosen.cohorts).toHaveLength(3);
    expect(chosen.tuples.covered).toBe(tuples(chosen.cohorts, 2).size);
    expect(chosen.tuples.covered).toBeLessThan(chosen.tuples.total);
  });

  it('works without factors of the deployment', async () => {
    const { cohorts, tuples: counted } = await chooseCohorts({ factors: {}, seed: 1 });
    expect(cohorts).toHaveLength(5);
    expect(counted).toEqual({ covered: 5, total: 5 });
  });

  it('reads rules correctly that list or spread the cohort, or catch errors', async () => {
    const careless = (cohort: Cohort) => {
      try {
        return (
          Object.values({ ...cohort }).includes('ie') && JSON.stringify(cohort).includes('"totp"')
        );
      } catch {
        return true;
      }
    };
    const chosen = await chooseCohorts({ factors: clinic, seed: 1, impossible: careless });
    const possible = product(withSideFactors(clinic)).filter(
      (cohort) => !careless(cohort) && !fromAfter(cohort),
    );
    expect(tuples(chosen.cohorts, 3)).toEqual(tuples(possible, 3));
  });

  it('settles narrow rules over many factors without trying all combinations', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 14 }, (_, index) => [`factor ${index}`, ['a', 'b', 'c', 'd']]),
    );
    const impossible = (cohort: Cohort) => cohort['factor 3'] === 'a' && cohort['factor 9'] !== 'b';
    const { cohorts, tuples: counted } = await chooseCohorts({
      factors: many,
      seed: 1,
      impossible,
    });
    expect(cohorts.some(impossible)).toBe(false);
    expect(counted.covered).toBe(counted.total);
  });

  it('covers pairs if there are too many triples to count', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 32 }, (_, index) => [`factor ${index}`, ['1', '2', '3', '4', '5', '6']]),
    );
    const chosen = await chooseCohorts({ factors: many, seed: 1 });
    expect(chosen.strength).toBe(2);
    expect(chosen.tuples.covered).toBe(chosen.tuples.total);
  });

  it('names the fault of a rule that throws or forbids everything, and of a factor without levels', async () => {
    const broken = () => {
      throw new TypeError('no such thing');
    };
    await expect(chooseCohorts({ factors: clinic, seed: 1, impossible: broken })).rejects.toThrow(
      /impossible.*no such thing/,
    );
    await expect(
      chooseCohorts({ factors: clinic, seed: 1, impossible: () => true }),
    ).rejects.toThrow('no combination of factor levels can occur');
    await expect(chooseCohorts({ factors: { region: [] }, seed: 1 })).rejects.toThrow(
      '"region" has no levels',
    );
    await expect(chooseCohorts({ factors: clinic, seed: 1, budget: 0 })).rejects.toThrow(
      UsageError,
    );
  });
});
