import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cohort, hasLevels } from '../../domain/accounts/account.ts';
import { remainingRules } from '../../judging/causes/remaining-rules.ts';
import { cohortsToTry, type Doubt, isOpen } from './cohorts-to-try.ts';

const sides = { account: ['before', 'after'], session: ['before', 'after'] };
const factors = {
  region: ['uk', 'ie'],
  client: ['app', 'web'],
  call: ['audio', 'video', 'switched'],
};
const possibilities = { factors: { ...factors, ...sides } };

const nothing = { viewers: {}, owners: {} };
const viewer = { region: 'uk', client: 'app', call: 'video', account: 'before', session: 'before' };
const now = { account: 'after', session: 'after', booking: 'after' };

function tried(levels: Cohort, more: Partial<Doubt> = {}): Cohort[] {
  const undecided = { viewers: levels, owners: {} };
  return cohortsToTry([{ undecided, viewer, owner: null, ...more }], possibilities);
}

describe('the cohorts to try', () => {
  it('are none where nothing is open, or whoever saw it is no patient', () => {
    expect(tried({})).toEqual([]);
    expect(isOpen({ undecided: nothing })).toBe(false);
    expect(tried({ region: 'uk' }, { viewer: null })).toEqual([]);
    expect(isOpen({ undecided: { viewers: {}, owners: { region: 'uk' } } })).toBe(true);
  });

  it('are one that has all levels, and one that lacks each of those in question alone', () => {
    expect(tried({ client: 'app', call: 'video' })).toEqual([
      { ...viewer, ...now },
      { ...viewer, ...now, client: 'web' },
      { ...viewer, ...now, call: 'audio' },
    ]);
  });

  it('are as well of those whose it was', () => {
    const undecided = { viewers: {}, owners: { region: 'uk' } };
    expect(tried({}, { undecided, owner: viewer })).toEqual([
      { ...viewer, ...now },
      { ...viewer, ...now, region: 'ie' },
    ]);
  });

  it('do not try what can’t be made any more, and are twelve at most', () => {
    expect(tried({ account: 'before' })).toEqual([{ ...viewer, ...now }]);
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, 'a']));
    const all = {
      factors: Object.fromEntries(Object.keys(many).map((name) => [name, ['a', 'b']])),
    };
    const doubt = {
      rules: [],
      undecided: { viewers: many, owners: {} },
      viewer: many,
      owner: null,
    };
    expect(cohortsToTry([doubt], all)).toHaveLength(12);
  });

  it('leave one rule, whatever it is, once they have looked', () => {
    const level = (name: keyof typeof factors) =>
      fc.option(fc.constantFrom(...factors[name]), { nil: undefined });
    const cohort = fc.record({
      region: fc.constantFrom(...factors.region),
      client: fc.constantFrom(...factors.client),
      call: fc.constantFrom(...factors.call),
    });
    const rule = fc
      .record({ region: level('region'), client: level('client'), call: level('call') })
      .map((levels): Cohort =>
        Object.fromEntries(
          Object.entries(levels).flatMap(([name, one]) => (one === undefined ? [] : [[name, one]])),
        ),
      );
    fc.assert(
      fc.property(rule, cohort, fc.array(cohort, { maxLength: 6 }), (levels, first, few) => {
        const sees = (one: Cohort): boolean => hasLevels(one, levels);
        const look = (kinds: readonly Cohort[]) => {
          const pairs = kinds.map((kind) => ({ kind, viewer: kind, owner: null }));
          const [seen, unseen] = [true, false].map((saw) =>
            pairs.filter(({ kind }) => sees(kind) === saw),
          );
          return remainingRules(seen ?? [], unseen ?? [], { factors });
        };
        const saw = { ...first, ...levels };
        const before = [saw, ...few];
        const { undecided } = look(before);
        const more = cohortsToTry([{ undecided, viewer: saw, owner: null }], possibilities).map(
          ({ region = '', client = '', call = '' }) => ({ region, client, call }),
        );
        const after = look([...before, ...more]);
        expect(after.rules).toEqual([{ viewers: levels, owners: {} }]);
        expect(after.common.viewers).toEqual(levels);
      }),
    );
  });
});
