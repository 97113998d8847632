import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cohort } from '../../domain/accounts/account.ts';
import { choosePairs } from './pairs.ts';
import type { PairThing, PairViewer } from './pairing-board.ts';

const regions = ['uk', 'ie', 'ca'];
const calls = ['audio', 'video'];

const anyCohort = fc.record({
  region: fc.constantFrom(...regions),
  call: fc.constantFrom(...calls),
});
const anyAccounts = fc
  .array(anyCohort, { minLength: 1, maxLength: 25 })
  .map((cohorts) => cohorts.map((cohort, index): PairViewer => ({ account: `a${index}`, cohort })));

/** One thing for each account. */
function thingsOf(accounts: readonly PairViewer[]): PairThing[] {
  return accounts.map(({ account, cohort }) => ({ thing: `${account}.1`, owner: account, cohort }));
}

function levelPairs(pairs: readonly { viewer: PairViewer; thing: PairThing }[]): Set<string> {
  const levels = (cohort: Cohort) => Object.entries(cohort).map((level) => level.join('='));
  return new Set(
    pairs.flatMap(({ viewer, thing }) =>
      levels(viewer.cohort).flatMap((seen) =>
        levels(thing.cohort).map((owned) => `${seen} → ${owned}`),
      ),
    ),
  );
}

function allForeign(viewers: readonly PairViewer[], things: readonly PairThing[]) {
  return viewers.flatMap((viewer) =>
    things.filter(({ owner }) => owner !== viewer.account).map((thing) => ({ viewer, thing })),
  );
}

describe('choosePairs', () => {
  it('never exceeds the limit of viewers, never pairs an owner, never repeats a pair, and counts correctly', () => {
    fc.assert(
      fc.property(
        anyAccounts,
        fc.integer({ min: 1, max: 6 }),
        fc.nat(),
        (viewers, perThing, seed) => {
          const things = thingsOf(viewers);
          const { pairs, covered, total } = choosePairs({ viewers, things, seed, perThing });
          for (const { thing } of things) {
            const own = pairs.filter((pair) => pair.thing.thing === thing);
            expect(own).toHaveLength(Math.min(perThing, viewers.length - 1));
          }
          expect(pairs.some(({ viewer, thing }) => viewer.account === thing.owner)).toBe(false);
          const names = pairs.map(({ viewer, thing }) => `${viewer.account} ${thing.thing}`);
          expect(new Set(names).size).toBe(pairs.length);
          expect(total).toBe(levelPairs(allForeign(viewers, things)).size);
          expect(covered).toBe(levelPairs(pairs).size);
        },
      ),
    );
  });

  it('lets every level of a viewer meet every level of an owner, if the limit has room for all levels', () => {
    fc.assert(
      fc.property(anyAccounts, anyAccounts, fc.nat(), (viewers, owners, seed) => {
        const things = thingsOf(owners);
        const perThing = regions.length + calls.length;
        const { pairs, covered, total } = choosePairs({ viewers, things, seed, perThing });
        expect(levelPairs(pairs)).toEqual(levelPairs(allForeign(viewers, things)));
        expect(covered).toBe(total);
      }),
    );
  });

  it('uses every viewer if there is room', () => {
    fc.assert(
      fc.property(anyAccounts, fc.nat(), (viewers, seed) => {
        const { pairs } = choosePairs({ viewers, things: thingsOf(viewers), seed, perThing: 3 });
        const used = new Set(pairs.map(({ viewer }) => viewer.account));
        expect(used.size).toBe(viewers.length > 1 ? viewers.length : 0);
      }),
    );
  });

  const accounts = (count: number, factors = 7): PairViewer[] =>
    Array.from({ length: count }, (_, index) => ({
      account: `a${index}`,
      cohort: Object.fromEntries(
        Array.from({ length: factors }, (__, factor) => [
          `f${factor}`,
          `l${(index >> factor) % 2}`,
        ]),
      ),
    }));

  it('always includes viewers near an entitlement, beyond the limit', () => {
    const viewers = accounts(30);
    const things = thingsOf(viewers);
    const isNearEntitlement = (viewer: PairViewer, { owner }: PairThing) =>
      owner === 'a3' || viewer.account === 'a4';
    const { pairs } = choosePairs({ viewers, things, seed: 1, perThing: 2, isNearEntitlement });
    expect(pairs.filter(({ thing }) => thing.owner === 'a3')).toHaveLength(29);
    expect(pairs.filter(({ viewer }) => viewer.account === 'a4')).toHaveLength(29);
    expect(pairs.filter(({ thing }) => thing.owner === 'a9').length).toBeLessThanOrEqual(3);
  });

  it('gives pairs in proportion to the accounts, and other pairs for another seed', () => {
    const viewers = accounts(200);
    const things = thingsOf(viewers);
    const names = (seed: number) =>
      choosePairs({ viewers, things, seed }).pairs.map(
        ({ viewer, thing }) => viewer.account + thing.thing,
      );
    expect(names(1)).toHaveLength(1000);
    expect(names(1)).toEqual(names(1));
    const before = new Set(names(1));
    expect(names(2).filter((name) => before.has(name)).length).toBeLessThan(100);
  });

  it('gives no pairs without viewers, things or strangers', () => {
    const viewers = accounts(1);
    const nothing = { pairs: [], covered: 0, total: 0 };
    expect(choosePairs({ viewers: [], things: thingsOf(viewers), seed: 1 })).toEqual(nothing);
    expect(choosePairs({ viewers, things: [], seed: 1 })).toEqual(nothing);
    expect(choosePairs({ viewers, things: thingsOf(viewers), seed: 1 })).toEqual(nothing);
  });

  it('takes viewers without factors, such as staff or anonymous', () => {
    const things = thingsOf(accounts(4));
    const { pairs } = choosePairs({
      viewers: [{ account: 'anonymous', cohort: {} }],
      things,
      seed: 1,
    });
    expect(pairs).toHaveLength(4);
  });
});
