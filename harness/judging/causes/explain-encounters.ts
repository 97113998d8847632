import { type AccountId, type Cohort, hasLevels } from '../../domain/account.ts';
import type { Rule } from '../../domain/cause.ts';
import type { Possibilities } from '../../domain/possible-cohorts.ts';
import type { Kinds } from './common-levels.ts';
import { type Encounters, keyOfPair, type Pair } from './encounters.ts';
import {
  commonTo,
  type Encounter,
  remainingRules,
  type RemainingRules,
  sizeOf,
  takesIn,
} from './remaining-rules.ts';

/** Rules that explain who saw something; `told`: what all of the smallest of them have. */
export type Explained = Omit<RemainingRules, 'common'> & {
  told: Rule;
  /** What they explain. */
  encounters: Pick<Encounters, 'seen' | 'unseen' | 'asked'>;
};

/** So many viewers at least tell a rule of their own, where others are left out for what was handed on to them. */
const fewestDirect = 3;

/**
 * The rules that explain who saw something and who looked and saw nothing. Null: none does. Where some whom a rule takes
 * in saw nothing, and a rule without such explains all but what was handed on by those it takes in, it is this one.
 */
export function explainEncounters(
  encounters: Encounters,
  kinds: Kinds,
  possibilities: Possibilities,
): Explained | null {
  const whole = explain(encounters, kinds, possibilities);
  const { direct } = encounters;
  if (direct === null || (whole !== null && isWithoutContrary(whole, kinds))) return whole;
  if (new Set(direct.seen.map(({ viewer }) => viewer)).size < fewestDirect) return whole;
  const narrow = explain(direct, kinds, possibilities);
  if (narrow === null || !isWithoutContrary(narrow, kinds)) return whole;
  const isTaken = (maker: AccountId) => hasLevels(kinds.get(maker) ?? {}, narrow.told.viewers);
  return [...direct.makers].every(isTaken) ? narrow : whole;
}

/** Whether whoever the rule takes in saw something, if they looked. */
function isWithoutContrary({ told, encounters }: Explained, kinds: Kinds): boolean {
  const viewers = new Set(encounters.seen.map(({ viewer }) => viewer));
  return !encounters.unseen.some(
    (pair) => !viewers.has(pair.viewer) && takesIn(told, encounterOf(pair, kinds)),
  );
}

/** Null: half as many whom any such rule takes in saw nothing. That a few of many saw nothing may have other reasons. */
function explain(
  encounters: Explained['encounters'],
  kinds: Kinds,
  possibilities: Possibilities,
): Explained | null {
  const { seen, unseen } = encounters;
  const all = seen.map((pair) => encounterOf(pair, kinds));
  const { common } = remainingRules(all, [], possibilities);
  const viewers = new Set(seen.map(({ viewer }) => viewer));
  const contrary = unseen.filter((pair) => takesIn(common, encounterOf(pair, kinds)));
  const others = new Set(unseen).difference(new Set(contrary));
  const inVain = new Set(contrary.map(({ viewer }) => viewer)).difference(viewers);
  const ofViewers = contrary.filter(({ viewer }) => viewers.has(viewer));
  const pairs = new Set(seen.map(keyOfPair));
  if (2 * inVain.size >= viewers.size || 2 * ofViewers.length >= pairs.size) return null;
  const { rules, undecided } = remainingRules(
    all,
    [...others].map((pair) => encounterOf(pair, kinds)),
    possibilities,
  );
  const fewest = Math.min(...rules.map(sizeOf));
  const smallest = rules.filter((rule) => sizeOf(rule) === fewest);
  const told = {
    viewers: commonTo(smallest.map((rule) => rule.viewers)),
    owners: commonTo(smallest.map((rule) => rule.owners)),
  };
  return { rules, undecided, told, encounters };
}

export function encounterOf({ viewer, owner }: Pair, kinds: Kinds): Encounter {
  const kindOf = (id: AccountId): Cohort => kinds.get(id) ?? {};
  return { viewer: kindOf(viewer), owner: owner === null ? null : kindOf(owner) };
}
