import type { Cohort } from '../../domain/account.ts';
import type { Cause } from '../../domain/cause.ts';
import type { Possibilities } from '../../domain/possible-cohorts.ts';
import type { Kinds } from './common-levels.ts';
import type { Encounters } from './encounters.ts';
import { encounterOf, explainEncounters } from './explain-encounters.ts';
import type { Group } from './group-by-rule.ts';
import { takesIn, without } from './remaining-rules.ts';

/** Who it is that a group of cases concerns. */
export type Explanation = Pick<Cause, 'rules' | 'undecided' | 'sawNothing'> & {
  viewers: Cohort;
  owners: Cohort;
};

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
  const byChance = { viewers: group.viewers.levels, owners: group.owners.levels };
  // Whom a list shows depends on its order and length too, so that nobody is known to be left out of it.
  const owners = encounters.asked ? {} : byChance.owners;
  // Where nobody looked in vain in that way, those who could not look in it may tell who could.
  const viewers = encounters.unseen.length === 0 ? byChance.viewers : {};
  const told =
    explained === null
      ? byChance
      : {
          viewers: { ...viewers, ...explained.told.viewers },
          owners: { ...owners, ...explained.told.owners },
        };
  const saw = new Set(encounters.seen.map(({ viewer }) => viewer));
  const nothing = encounters.unseen.filter(
    (pair) => !saw.has(pair.viewer) && takesIn(told, encounterOf(pair, kinds)),
  );
  const none = { viewers: {}, owners: {} };
  return {
    ...told,
    rules: explained?.rules ?? [],
    undecided: explained === null ? none : without(explained.undecided, { viewers, owners }),
    sawNothing: new Set(nothing.map(({ viewer }) => viewer)).size,
  };
}
