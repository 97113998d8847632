import { describe, expect, it } from 'vitest';
import { chooseCohorts } from '../../accounts/cohorts/cohorts.ts';
import { type Cohort, hasLevels } from '../../domain/accounts/account.ts';
import { sideFactors } from '../../domain/phase.ts';
import { remainingRules } from '../../judging/causes/remaining-rules.ts';
import { cohortsToTry } from './cohorts-to-try.ts';

const factors = {
  region: ['uk', 'ie'],
  client: ['web', 'app'],
  call: ['audio', 'video', 'audio-then-video'],
  secondFactor: ['none', 'totp'],
};
const impossible = ({ call, booking }: Cohort): boolean =>
  call === 'audio-then-video' && booking === 'before';
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/** The rules that are left of those of whom a fault takes, once all accounts of a run have looked; and after the few more. */
async function rulesFor(rule: Cohort, strength: 2 | 3, seed: number) {
  const chosen = await chooseCohorts({ factors, impossible, strength, seed });
  const possibilities = { factors: { ...factors, ...sideFactors }, impossible: chosen.impossible };
  const look = (kinds: readonly Cohort[]) => {
    const pairs = kinds.map((viewer) => ({ viewer, owner: null }));
    const saw = ({ viewer }: { viewer: Cohort }): boolean => hasLevels(viewer, rule);
    return remainingRules(
      pairs.filter(saw),
      pairs.filter((pair) => !saw(pair)),
      possibilities,
    );
  };
  const first = look(chosen.cohorts);
  const viewer = chosen.cohorts.find((cohort) => hasLevels(cohort, rule)) ?? null;
  const more = cohortsToTry([{ ...first, viewer, owner: null }], possibilities);
  return { first, more, after: look([...chosen.cohorts, ...more]), isMet: viewer !== null };
}

describe('the accounts of a run', () => {
  it('tell a rule of two levels by themselves where triples were covered, with every seed', async () => {
    // Switching needs a booking after the update, so that the rule of three levels is one of two.
    const babylon = { region: 'uk', call: 'audio-then-video', booking: 'after' };
    for (const seed of seeds) {
      const { first, more } = await rulesFor(babylon, 3, seed);
      expect(first.rules.map(({ viewers }) => viewers)).toEqual([
        { region: 'uk', call: 'audio-then-video' },
      ]);
      expect(more).toEqual([]);
    }
  });

  it.each<[string, Cohort, 2 | 3]>([
    ['three levels, after triples', { region: 'uk', client: 'app', call: 'video' }, 3],
    ['two levels, after pairs', { region: 'uk', call: 'audio-then-video' }, 2],
  ])('and at most six more tell one of %s', async (_, rule, strength) => {
    const found = [];
    for (const seed of seeds) found.push(await rulesFor(rule, strength, seed));
    const met = found.filter(({ isMet }) => isMet);
    expect(met.length).toBeGreaterThan(10);
    // By themselves they often leave several, or one that is too wide.
    expect(met.filter(({ more }) => more.length > 0).length).toBeGreaterThan(5);
    for (const { more, after } of met) {
      expect(more.length).toBeLessThanOrEqual(6);
      expect(after.rules.map(({ viewers }) => viewers)).toEqual([rule]);
      // What is from before the update can't be made after it.
      for (const factor of Object.keys(after.undecided.viewers))
        expect(factor in sideFactors).toBe(true);
    }
  });
});
