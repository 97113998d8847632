import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cohort, hasLevels } from '../../domain/accounts/account.ts';
import type { Rule } from '../../domain/verdict/cause.ts';
import { sideFactors } from '../../domain/phase.ts';
import { canOccur, impliedLevels } from '../../domain/accounts/possible-cohorts.ts';
import { type Encounter, remainingRules, takesIn } from './remaining-rules.ts';

const factors = {
  region: ['uk', 'ie'],
  client: ['app', 'web'],
  call: ['audio', 'video', 'switched'],
  booking: ['before', 'after'],
};
const impossible = [{ call: 'switched', booking: 'before' }];
const possibilities = { factors, impossible };

const everyone = Object.entries(factors)
  .reduce<Cohort[]>(
    (rows, [factor, levels]) =>
      rows.flatMap((row) => levels.map((level) => ({ ...row, [factor]: level }))),
    [{}],
  )
  .filter((cohort) => canOccur(cohort, possibilities));

const levels = fc
  .tuple(
    ...Object.entries(factors).map(([factor, all]) =>
      fc.option(fc.constantFrom(...all.map((level) => [factor, level] as const))),
    ),
  )
  .map((some): Cohort => Object.fromEntries(some.filter((one) => one !== null)))
  .filter((cohort) => canOccur(cohort, possibilities));
/** A rule whose levels select no other cohorts than fewer of them would. */
const rules = fc.record({ viewers: levels, owners: levels });
const cohort = fc.constantFrom(...everyone);

function found(rule: Rule, tries: readonly Encounter[]) {
  const seen = tries.filter((one) => takesIn(rule, one));
  const unseen = tries.filter((one) => !takesIn(rule, one));
  return { seen, ...remainingRules(seen, unseen, possibilities) };
}

const whole = ({ viewers, owners }: Rule): Rule => ({
  viewers: impliedLevels(viewers, possibilities),
  owners: impliedLevels(owners, possibilities),
});

describe('remaining rules', () => {
  it('are the very rule, in as few levels as say it, once every kind has looked', () => {
    const all = everyone.flatMap((viewer) => everyone.map((owner) => ({ viewer, owner })));
    fc.assert(
      fc.property(rules, (rule) => {
        const { rules: remaining } = found(rule, all);
        expect(remaining).toHaveLength(1);
        const [only] = remaining;
        expect(only && whole(only)).toEqual(whole(rule));
        for (const side of ['viewers', 'owners'] as const)
          for (const factor of Object.keys(only?.[side] ?? {})) {
            const { [factor]: _, ...fewer } = only?.[side] ?? {};
            expect(impliedLevels(fewer, possibilities)[factor]).toBeUndefined();
          }
      }),
      { numRuns: 60 },
    );
  });

  it('are, of however few, such that each explains all, and the very rule has the levels of one of them', () => {
    const tries = fc.array(fc.record({ viewer: cohort, owner: cohort }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rules, tries, cohort, cohort, (rule, few, viewer, owner) => {
        const hit = { viewer: { ...viewer, ...rule.viewers }, owner: { ...owner, ...rule.owners } };
        fc.pre(canOccur(hit.viewer, possibilities) && canOccur(hit.owner, possibilities));
        const { seen, rules: remaining, common, undecided } = found(rule, [...few, hit]);
        for (const one of remaining) {
          const takes = (encounter: Encounter): boolean => takesIn(one, encounter);
          expect([...few, hit].filter(takes)).toEqual(seen);
        }
        const selected = whole(rule);
        const holds = (one: Rule): boolean =>
          hasLevels(selected.viewers, one.viewers) && hasLevels(selected.owners, one.owners);
        expect(remaining.some(holds)).toBe(true);
        const [base] = remaining;
        for (const side of ['viewers', 'owners'] as const) {
          expect(hasLevels(common[side], rule[side])).toBe(true);
          const told = { ...impliedLevels(base?.[side] ?? {}, possibilities), ...undecided[side] };
          expect(hasLevels(told, rule[side])).toBe(true);
        }
      }),
    );
  });

  it('name the booking’s side only where the call does not tell it', () => {
    const rule = { viewers: { region: 'uk', call: 'switched', booking: 'after' }, owners: {} };
    const all = everyone.map((viewer) => ({ viewer, owner: null }));
    expect(found(rule, all).rules).toEqual([
      { viewers: { region: 'uk', call: 'switched' }, owners: {} },
    ]);
  });

  it('count the one level beside the wider two, where the data leaves both', () => {
    const of = (account: string, session: string, booking: string): Encounter => ({
      viewer: { account, session, booking },
      owner: null,
    });
    const unseen = [of('before', 'before', 'after'), of('before', 'after', 'before')];
    const { rules: remaining } = remainingRules([of('after', 'after', 'after')], unseen, {
      factors: sideFactors,
    });
    expect(remaining.map(({ viewers }) => viewers)).toEqual([
      { account: 'after' },
      { session: 'after', booking: 'after' },
    ]);
  });

  it('are none where somebody of all that is common looked in vain', () => {
    const viewer = { region: 'uk' };
    const one = { viewer, owner: null };
    expect(remainingRules([one], [one], possibilities).rules).toEqual([]);
  });
});
