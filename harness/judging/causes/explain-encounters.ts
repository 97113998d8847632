import type { AccountId, Cohort } from '../../domain/account.ts';
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
export type Explained = Omit<RemainingRules, 'common'> & { told: Rule };

/**
 * The rules that explain who saw something and who looked and saw nothing. Null: none does, for half as many whom any
 * such rule takes in saw nothing. That a few of many saw nothing may have other reasons.
 */
export function explainEncounters(
  { seen, unseen }: Encounters,
  kinds: Kinds,
  possibilities: Possibilities,
): Explained | null {
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
  return { rules, undecided, told };
}

export function encounterOf({ viewer, owner }: Pair, kinds: Kinds): Encounter {
  const kindOf = (id: AccountId): Cohort => kinds.get(id) ?? {};
  return { viewer: kindOf(viewer), owner: owner === null ? null : kindOf(owner) };
}
