import { expect, it } from 'vitest';
import fc from 'fast-check';
import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, judge, tokenOf, visitDigest } from '../testing/history-builder.ts';
import type { Run } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';

const after = { phase: 'after-update' } as const;
const foreign: Partial<Attempt> = { ...after, outcome: 'concealed' };
const granted = (owner: number): Partial<Attempt> => ({
  outcome: 'granted',
  status: 200,
  sightings: [tokenOf(owner)],
});

/** Faults that are each there for every patient: which pairs of accounts show them does not matter. */
const faults: Record<string, (run: Run, viewer: number, owner: number) => Run> = {
  'a consultation of another is read': (run, viewer, owner) =>
    also(
      run,
      { ...foreign, viewer: `a${viewer}`, thing: `a${owner}.1`, surface: surfaces.read.id },
      granted(owner),
    ),
  'a list shows a row of another': (run, viewer, owner) =>
    also(
      run,
      { ...after, viewer: `a${viewer}`, surface: surfaces.list.id, outcome: 'granted' },
      {
        sightings: [tokenOf(viewer, 1, '$[0].reason'), tokenOf(owner, 1, '$[1].reason')],
        items: [0, 1].map((row) => ({ where: `$[${row}]`, sightings: [row], ids: [] })),
      },
    ),
};
const names = Object.keys(faults);
const pairs = [0, 1, 2, 3].flatMap((viewer) =>
  [0, 1, 2, 3].filter((owner) => owner !== viewer).map((owner) => [viewer, owner] as const),
);

function leaking(shown: readonly (readonly [string, (typeof pairs)[number]])[]): Run {
  let run = healthyRun();
  for (const [name, [viewer, owner]] of shown) run = faults[name]?.(run, viewer, owner) ?? run;
  return run;
}

/** The patients’ numbers changed for one another, everywhere, and another seed. */
function renamed(run: Run, order: readonly number[], seed: number): Run {
  const number = (old: number) => order[old] ?? old;
  const digests = new Map([0, 1, 2, 3].map((old) => [visitDigest(old), visitDigest(number(old))]));
  const name = (text: string) =>
    digests.get(text) ?? text.replace(/\ba(\d)\b/g, (_, digit) => `a${number(Number(digit))}`);
  const deep = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return name(value);
    if (key === 'number' && typeof value === 'number') return number(value);
    if (key === 'token' && typeof value === 'object' && value !== null) {
      const token = value as Extract<Sighting, { kind: 'token' }>['token'];
      return { ...token, account: number(token.account) };
    }
    if (Array.isArray(value)) return value.map((item) => deep(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, item]) => [field, deep(item, field)]),
    );
  };
  return {
    ...(deep({ facts: run.facts, attempts: run.attempts, defects: run.defects }) as Run),
    plan: { ...run.plan, seed },
  };
}

const violationsOf = (run: Run) => judge(run).verdict.violations;
const findingsOf = (run: Run) =>
  [...new Set(violationsOf(run).map(({ finding }) => finding))].sort();
const idsOf = (run: Run) =>
  violationsOf(run)
    .map(({ id }) => id)
    .sort();

const shownFaults = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...pairs)), {
  minLength: 1,
  maxLength: 6,
  selector: String,
});
const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });
const seed = fc.nat(2 ** 31 - 1);
const options = { numRuns: 20 };

it('renaming accounts brings no violation by itself', () => {
  const { verdict } = judge(renamed(healthyRun(), [3, 2, 1, 0], 7));
  expect(verdict.reasons).toEqual([]);
  expect(verdict.verdict).toBe('holds');
});

it('the ids of violations survive renamed accounts and another seed', () => {
  fc.assert(
    fc.property(shownFaults, order, seed, (shown, numbers, other) => {
      const run = leaking(shown);
      const again = renamed(run, numbers, other);
      expect(idsOf(again)).toEqual(idsOf(run));
      expect(findingsOf(again)).toEqual(findingsOf(run));
      expect(idsOf(run).length).toBeGreaterThan(0);
    }),
    options,
  );
});

it('their findings survive other cohort mixes: the same faults between other kinds of account', () => {
  const some = fc.subarray(pairs, { minLength: 1 });
  fc.assert(
    fc.property(
      fc.subarray(names, { minLength: 1 }),
      some,
      some,
      order,
      (shown, here, there, numbers) => {
        const between = (mix: typeof pairs) =>
          leaking(shown.flatMap((fault) => mix.map((pair) => [fault, pair] as const)));
        const found = findingsOf(between(here));
        expect(findingsOf(renamed(between(there), numbers, 1))).toEqual(found);
        expect(found).toHaveLength(shown.length);
      },
    ),
    options,
  );
});

it('an account in another cohort is another id, and the same finding', () => {
  const account: AccountId = 'a1';
  const run = leaking([[names[0] ?? '', [1, 0]]]);
  const moved: Run = {
    ...run,
    facts: run.facts.map((fact) =>
      fact.fact === 'account-created' && fact.account === account
        ? { ...fact, cohort: { ...fact.cohort, region: 'uk', account: 'after' } }
        : fact,
    ),
  };
  expect(idsOf(moved)).not.toEqual(idsOf(run));
  expect(findingsOf(moved)).toEqual(findingsOf(run));
});
