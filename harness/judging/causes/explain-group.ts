import { anonymous, type Cohort } from '../../domain/accounts/account.ts';
import type { Cause } from '../../domain/verdict/cause.ts';
import type { Possibilities } from '../../domain/accounts/possible-cohorts.ts';
import { commonLevels, type Kinds } from './common-levels.ts';
import type { Encounters } from './encounters.ts';
import { explainEncounters, whoSawNothing } from './explain-encounters.ts';
import { chanceOfTold, type Group } from './group-by-rule.ts';
import { without } from './remaining-rules.ts';

/** Who it is that a group of cases concerns. */
export type Explanation = Pick<Cause, 'rules' | 'undecided' | 'sawNothing'> & {
  viewers: Cohort;
  owners: Cohort;
};

const none = { viewers: {}, owners: {} };

/**
 * Explains a group by the smallest rule that takes in all who saw something and nobody who looked and saw nothing. Where
 * there is none, what is no chance is told.
 */
export function explainGroup(
  group: Pick<Group, 'viewers' | 'owners'>,
  encounters: Encounters,
  kinds: Kinds,
  possibilities: Possibilities,
): Explanation {
  const explained = explainEncounters(encounters, kinds, possibilities);
  const { seen, unseen, asked, ofOne = false } = explained?.encounters ?? encounters;
  const byChance = { viewers: group.viewers.levels, owners: group.owners.levels };
  // Whom a list shows depends on its order and length too, so that nobody is known to be left out of it.
  const shown = new Set(seen.flatMap(({ owner }) => owner ?? []));
  const chance = ofOne ? chanceOfTold.viewers : chanceOfTold.owners;
  const owners = asked ? {} : commonLevels(shown, group.owners.among, kinds, chance);
  // Who could look in that way, saw they something or not: those tell it who could not.
  const looked = new Set([...seen, ...unseen].map(({ viewer }) => viewer));
  const viewers = commonLevels(looked, group.viewers.among, kinds, chanceOfTold.lookers);
  const told =
    explained === null
      ? byChance
      : {
          viewers: { ...viewers, ...explained.told.viewers },
          owners: { ...owners, ...explained.told.owners },
        };
  // What is shown to whoever has not signed in concerns no kind of account.
  const anybody = { viewers: {}, owners: told.owners };
  if (seen.some(({ viewer }) => viewer === anonymous))
    return { ...anybody, rules: [anybody], undecided: none, sawNothing: 0 };
  return {
    ...told,
    rules: explained?.rules ?? [],
    undecided: explained === null ? none : without(explained.undecided, told),
    sawNothing: whoSawNothing(told, { seen, unseen }, kinds).size,
  };
}
