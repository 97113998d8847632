import { type AccountId, type Cohort, hasLevels } from '../../domain/accounts/account.ts';
import type { Rule } from '../../domain/verdict/cause.ts';
import type { Possibilities } from '../../domain/accounts/possible-cohorts.ts';
import type { Kinds } from './common-levels.ts';
import type { Encounters } from './encounters.ts';
import { keyOfPair, type Looks, type Pair } from './looks.ts';
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
  encounters: Looks;
};

/** So many viewers at least tell a rule of their own, where others are left out for what came along. */
const fewestFirstHand = 3;
/** How often the rule may change whose things count as made for others. */
const mostTurns = 3;

/**
 * The rules that explain who saw something and who looked and saw nothing. Null: none does. Where some whom a rule takes
 * in saw nothing, and a rule without such explains all but what came along with those it takes in, it is this one.
 */
export function explainEncounters(
  encounters: Encounters,
  kinds: Kinds,
  possibilities: Possibilities,
): Explained | null {
  const whole = explain(encounters, kinds, possibilities);
  if (whole !== null && isWithoutContrary(whole, kinds)) return whole;
  return explainFirstHand(encounters, kinds, possibilities) ?? whole;
}

function explainFirstHand(
  { firstHand }: Encounters,
  kinds: Kinds,
  possibilities: Possibilities,
): Explained | null {
  let isMaker = (_maker: AccountId): boolean => true;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const looks = firstHand(isMaker);
    const viewers = new Set(looks?.seen.map(({ viewer }) => viewer));
    if (looks === null || viewers.size < fewestFirstHand) return null;
    const narrow = explain(looks, kinds, possibilities);
    if (narrow === null || !isWithoutContrary(narrow, kinds)) return null;
    // Whoever the rule does not take in was not taken for another, and made nothing as them.
    const isTaken = (maker: AccountId): boolean =>
      hasLevels(kinds.get(maker) ?? {}, narrow.told.viewers);
    if ([...looks.makers].every(isTaken)) return narrow;
    isMaker = isTaken;
  }
  return null;
}

/** Whether whoever the rule takes in saw something, if they looked. */
function isWithoutContrary({ told, encounters }: Explained, kinds: Kinds): boolean {
  return whoSawNothing(told, encounters, kinds).size === 0;
}

/** The accounts that a rule takes in, and that looked and saw nothing at all. */
export function whoSawNothing(
  rule: Rule,
  { seen, unseen }: Pick<Looks, 'seen' | 'unseen'>,
  kinds: Kinds,
): ReadonlySet<AccountId> {
  const inVain = unseen.filter((pair) => takesIn(rule, encounterOf(pair, kinds)));
  const viewersOf = (pairs: readonly Pair[]) => new Set(pairs.map(({ viewer }) => viewer));
  return viewersOf(inVain).difference(viewersOf(seen));
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

function encounterOf({ viewer, owner }: Pair, kinds: Kinds): Encounter {
  const kindOf = (id: AccountId): Cohort => kinds.get(id) ?? {};
  return { viewer: kindOf(viewer), owner: owner === null ? null : kindOf(owner) };
}
