import { type Cohort, hasLevels } from '../../domain/account.ts';
import type { AccountId } from '../../domain/account.ts';
import type { Cause } from '../../domain/cause.ts';
import type { Possibilities } from '../../domain/possible-cohorts.ts';
import type { Kinds } from './common-levels.ts';
import type { Encounters, Pair } from './encounters.ts';
import type { Group } from './group-by-rule.ts';
import {
  commonTo,
  type Encounter,
  remainingRules,
  sizeOf,
  takesIn,
  without,
} from './remaining-rules.ts';

/** Who it is that a group of cases concerns. */
export type Explanation = Pick<Cause, 'rules' | 'undecided' | 'sawNothing'> & {
  viewers: Cohort;
  owners: Cohort;
};

/**
 * Explains a group by the smallest rule that takes in all who saw something and nobody who looked and saw nothing. Where
 * half as many whom any such rule takes in saw nothing, none explains it: then what is no chance is told.
 */
export function explainGroup(
  group: Group,
  { seen, unseen }: Encounters,
  kinds: Kinds,
  possibilities: Possibilities,
): Explanation {
  const kindOf = (id: AccountId): Cohort => kinds.get(id) ?? {};
  const asEncounter = ({ viewer, owner }: Pair): Encounter => ({
    viewer: kindOf(viewer),
    owner: owner === null ? null : kindOf(owner),
  });
  const all = seen.map(asEncounter);
  const { common } = remainingRules(all, [], possibilities);
  const viewers = new Set(seen.map(({ viewer }) => viewer));
  const [contrary, others] = partition(unseen, (pair) => takesIn(common, asEncounter(pair)));
  const inVain = new Set(contrary.flatMap(({ viewer }) => (viewers.has(viewer) ? [] : [viewer])));
  const { rules, undecided } = remainingRules(all, others.map(asEncounter), possibilities);
  const ofViewers = contrary.filter(({ viewer }) => viewers.has(viewer));
  const pairs = new Set(seen.map(({ viewer, owner }) => `${viewer} ${owner}`));
  const isExplained = 2 * inVain.size < viewers.size && 2 * ofViewers.length < pairs.size;
  const smallest = rules.filter(
    (rule) => rules[0] !== undefined && sizeOf(rule) === sizeOf(rules[0]),
  );
  const cohort = isExplained
    ? commonTo(smallest.map((rule) => rule.viewers))
    : group.viewers.levels;
  // What a list shows of whom depends on its length as well: of owners, what is no chance is told in any case.
  const owners = {
    ...group.owners.levels,
    ...(isExplained ? commonTo(smallest.map((rule) => rule.owners)) : {}),
  };
  const nothing = unseen.filter(
    ({ viewer, owner }) =>
      !viewers.has(viewer) &&
      hasLevels(kindOf(viewer), cohort) &&
      (owner === null || hasLevels(kindOf(owner), owners)),
  );
  return {
    viewers: cohort,
    owners,
    rules: isExplained ? rules : [],
    undecided: isExplained
      ? without(undecided, { viewers: {}, owners: group.owners.levels })
      : { viewers: {}, owners: {} },
    sawNothing: new Set(nothing.map(({ viewer }) => viewer)).size,
  };
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean) {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))] as const;
}
