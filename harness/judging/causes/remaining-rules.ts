import { type Cohort, hasFactors, hasLevels } from '../../domain/accounts/account.ts';
import type { Rule } from '../../domain/verdict/cause.ts';
import { impliedLevels, type Possibilities } from '../../domain/accounts/possible-cohorts.ts';
import { smallestChoices } from './smallest-choices.ts';

/** The factor levels of a viewer, and of the owner of what was asked for; null: of nobody in particular, as in a list. */
export type Encounter = { viewer: Cohort; owner: Cohort | null };

/** What is known of the rule behind a fault, if it is one of levels that all must be there. */
export type RemainingRules = {
  /**
   * The widest rules of each number of levels that take in whatever was seen and nothing that was looked for in vain, those
   * of fewest levels first. Rules that select the same cohorts count as one. Empty: there is none.
   */
  rules: readonly Rule[];
  /** All levels that are common to whatever was seen: the rule has none beyond these. */
  common: Rule;
  /** Those of them that do not follow from each of `rules`: any of these may matter. */
  undecided: Rule;
};

/**
 * Finds the rules that explain who saw something and who looked in vain. A rule remains if it has all levels of one of
 * `rules`, and none beyond `common`.
 */
export function remainingRules(
  seen: readonly Encounter[],
  unseen: readonly Encounter[],
  possibilities: Possibilities,
): RemainingRules {
  const common: Rule = {
    viewers: commonTo(seen.map(({ viewer }) => viewer)),
    owners: commonTo(seen.flatMap(({ owner }) => (owner === null ? [] : [owner]))),
  };
  const levels = levelsOf(common);
  const lacked = unseen.map(
    (encounter) => new Set([...levels.keys()].filter((index) => lacks(encounter, levels[index]))),
  );
  const rules = smallestChoices(distinct(lacked))
    .map((choice) => ruleOf(choice.flatMap((index) => levels[index] ?? [])))
    .map((rule) => ({ rule, whole: withImplied(rule, possibilities) }));
  // They come with the fewest levels first: of those that select the same, the shortest stays, and beside a wider one of
  // more levels the simpler one.
  const widest = rules.filter(
    ({ rule, whole }, index) =>
      !rules.some(
        (other, place) =>
          place !== index &&
          sizeOf(other.rule) <= sizeOf(rule) &&
          isWithin(other.whole, whole) &&
          (place < index || !isWithin(whole, other.whole)),
      ),
  );
  return {
    rules: widest.map(({ rule }) => rule),
    common,
    undecided: widest.reduce(
      (all, { whole }) => together(all, without(common, whole)),
      without(common, common),
    ),
  };
}

/** The rule with whatever levels follow from it: the same of two rules that select the same cohorts. */
function withImplied({ viewers, owners }: Rule, possibilities: Possibilities): Rule {
  return {
    viewers: impliedLevels(viewers, possibilities),
    owners: impliedLevels(owners, possibilities),
  };
}

/** Whether a rule takes in an encounter. Nobody in particular may be an owner of any kind. */
export function takesIn({ viewers, owners }: Rule, { viewer, owner }: Encounter): boolean {
  return hasLevels(viewer, viewers) && (owner === null || hasLevels(owner, owners));
}

/** Levels of the rule that another one lacks. */
export function without(rule: Rule, other: Rule): Rule {
  const rest = (levels: Cohort, of: Cohort): Cohort =>
    Object.fromEntries(Object.entries(levels).filter(([factor]) => of[factor] === undefined));
  return { viewers: rest(rule.viewers, other.viewers), owners: rest(rule.owners, other.owners) };
}

function together(rule: Rule, other: Rule): Rule {
  return {
    viewers: { ...rule.viewers, ...other.viewers },
    owners: { ...rule.owners, ...other.owners },
  };
}

export function sizeOf({ viewers, owners }: Rule): number {
  return Object.keys(viewers).length + Object.keys(owners).length;
}

function isWithin(rule: Rule, other: Rule): boolean {
  return hasLevels(other.viewers, rule.viewers) && hasLevels(other.owners, rule.owners);
}

/**
 * What all of these cohorts have; empty of none. Those without any factor (of relatives, staff, people not signed in) tell
 * nothing of factors.
 */
export function commonTo(cohorts: readonly Cohort[]): Cohort {
  const [first = {}, ...rest] = cohorts.filter(hasFactors);
  return Object.fromEntries(
    Object.entries(first).filter(([factor, level]) =>
      rest.every((cohort) => cohort[factor] === level),
    ),
  );
}

type Level = { side: keyof Rule; factor: string; level: string };

function levelsOf(rule: Rule): readonly Level[] {
  return (['viewers', 'owners'] as const).flatMap((side) =>
    Object.entries(rule[side]).map(([factor, level]) => ({ side, factor, level })),
  );
}

function ruleOf(levels: readonly Level[]): Rule {
  const of = (wanted: keyof Rule): Cohort =>
    Object.fromEntries(
      levels.flatMap(({ side, factor, level }) => (side === wanted ? [[factor, level]] : [])),
    );
  return { viewers: of('viewers'), owners: of('owners') };
}

function lacks({ viewer, owner }: Encounter, level: Level | undefined): boolean {
  if (level === undefined) return false;
  if (level.side === 'viewers') return viewer[level.factor] !== level.level;
  return owner !== null && owner[level.factor] !== level.level;
}

/** Each set once, and none that another one lies within: a choice for that one is a choice for it. */
function distinct(sets: readonly ReadonlySet<number>[]): readonly ReadonlySet<number>[] {
  const once = [...new Map(sets.map((set) => [[...set].join(), set])).values()];
  return once.filter((set) => !once.some((other) => other !== set && other.isSubsetOf(set)));
}
