import type { Gives } from '../../domain/surfaces/surface.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { Gap } from '../evidence/gap.ts';

/**
 * What looked common and is to be said: a list that was written by hand, whose rows of nobody raise an alarm; and what
 * was imported, and differs between accounts since the update, or became something else for all of them.
 */
export function commonGaps({ plan, commonSurfaces }: ExaminedEvidence, gives: Gives): Gap[] {
  const { byHand, changed, replaced } = commonSurfaces;
  return plan.surfaces
    .filter((surface) => surface.gives === gives)
    .flatMap(({ id: surface }): Gap[] => {
      if (byHand.has(surface)) return [{ surface, who: null, why: alikeByHand }];
      if (replaced.has(surface)) return [{ surface, who: null, why: nowSomethingElse }];
      return changed.has(surface) ? [{ surface, who: null, why: noLongerAlike }] : [];
    });
}

const alikeByHand =
  'every account was shown the same rows, none of which is theirs: if they are for everybody, say so with `unattributed`';
const noLongerAlike =
  'every account was shown the same before the update, and they are not since: nobody can tell whose it is';
const nowSomethingElse =
  'every account is shown the same, but since the update other fields than before, of people or of another kind of rows: if they are for everybody, say so (write it by hand with `unattributed`, or accept the gap)';
