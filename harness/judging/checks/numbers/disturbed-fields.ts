import type { Breach } from '../../../domain/verdict/breach.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { phaseInWords } from '../../evidence/gap.ts';
import type { Gap } from '../../evidence/gap.ts';
import { findFieldMoves } from '../../evidence/moves.ts';
import type { FieldMove } from '../../evidence/moves.ts';
import { isUnreached } from '../../evidence/surfaces/reach.ts';
import { disturbed, fewestDisturbances } from './disturbed.ts';
import { isShared } from './shared-places.ts';

/**
 * Fields of own views, beside the rows and within those that are the account's, that moved with what one other account
 * did. Where no view was compared often enough, each of them is a gap; of some surfaces too few accounts have a view
 * for it, beside those that act.
 */
export function judgeFields(evidence: ExaminedEvidence): { breaches: Breach[]; gaps: Gap[] } {
  const { plan, phase } = evidence;
  const breaches: Breach[] = [];
  const gaps: Gap[] = [];
  const moved = findFieldMoves(evidence);
  let compared = 0;
  for (const surface of plan.surfaces) {
    const moves = moved.get(surface.id) ?? [];
    if (moves.length === 0 || surface.unattributed !== undefined) continue;
    if (isUnreached(evidence, surface)) continue;
    const ofViews = Map.groupBy(
      moves.filter(({ where }) => !isShared(plan, surface, where)),
      ({ viewer, where, attempt }) => JSON.stringify([viewer, where, attempt.phase, attempt.thing]),
    );
    for (const own of ofViews.values()) {
      const breach = disturbed(own);
      if (breach !== null) breaches.push(breach);
    }
    if ([...ofViews.values()].some((own) => isCompared(own))) compared += 1;
    else if (ofViews.size > 0)
      gaps.push({
        surface: surface.id,
        who: null,
        why: `what owners were shown was not compared often enough, in quiet and while others created something, ${phaseInWords(phase)}`,
      });
  }
  return { breaches, gaps: compared > 0 ? [] : gaps };
}

function isCompared(moves: readonly FieldMove[]): boolean {
  const count = (kind: FieldMove['between']): number =>
    moves.filter(({ between }) => between === kind).length;
  return count('others') >= fewestDisturbances && count('quiet') >= fewestDisturbances;
}
