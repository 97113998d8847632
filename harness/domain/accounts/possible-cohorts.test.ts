import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cohort, hasLevels } from './account.ts';
import { canOccur, impliedLevels } from './possible-cohorts.ts';

const factors = {
  region: ['uk', 'ie'],
  call: ['audio', 'video', 'switched'],
  account: ['before', 'after'],
  session: ['before', 'after'],
  booking: ['before', 'after'],
};
const switchedLater = { call: 'switched', booking: 'before' };

describe('what can occur', () => {
  it('is told of levels that follow from others by two steps', () => {
    const impossible: Cohort[] = [
      { account: 'after', session: 'before' },
      { call: 'switched', account: 'before' },
    ];
    expect(impliedLevels({ call: 'switched' }, { factors, impossible })).toEqual({
      call: 'switched',
      account: 'after',
      session: 'after',
    });
  });

  it('counts the sides of the update in plans that say nothing of it', () => {
    expect(canOccur({ account: 'after', booking: 'before' }, { factors })).toBe(false);
    expect(impliedLevels({ booking: 'before' }, { factors })).toEqual({
      booking: 'before',
      account: 'before',
    });
  });

  it('is what enumerating all cohorts says', () => {
    const all = Object.entries(factors).reduce<Cohort[]>(
      (rows, [factor, levels]) =>
        rows.flatMap((row) => levels.map((level) => ({ ...row, [factor]: level }))),
      [{}],
    );
    const levelOrNone = Object.entries(factors).map(([factor, levels]) =>
      fc.option(fc.constantFrom(...levels.map((level) => [factor, level] as const))),
    );
    const partial = fc
      .tuple(...levelOrNone)
      .map((some): Cohort => Object.fromEntries(some.filter((one) => one !== null)));
    const rows = fc.array(
      partial.filter((row) => Object.keys(row).length > 0),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(partial, rows, (levels, more) => {
        const impossible = [...more, switchedLater];
        const those = all
          .filter((cohort) => !impossible.some((row) => hasLevels(cohort, row)))
          .filter((cohort) => hasLevels(cohort, levels));
        expect(canOccur(levels, { factors, impossible })).toBe(those.length > 0);
        const [first] = those;
        if (first === undefined) return;
        const shared = Object.entries(first).filter(([factor, level]) =>
          those.every((cohort) => cohort[factor] === level),
        );
        expect(impliedLevels(levels, { factors, impossible })).toEqual(Object.fromEntries(shared));
      }),
    );
  });
});
