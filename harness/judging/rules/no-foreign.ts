import type { Finding } from '../../domain/invariant.ts';
import type { Gives } from '../../domain/surface.ts';
import { commonGaps } from '../checks/common-gaps.ts';
import { equalMedia } from '../checks/equal-media.ts';
import { mergedMedia } from '../checks/merged-media.ts';
import { namelessMedia } from '../checks/nameless-media.ts';
import { changedGaps } from '../evidence/changed-cells.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { expectedOwnViews, gapInOwnView } from '../evidence/own-views.ts';
import { isOwnersGrant } from '../evidence/pairing.ts';
import { reachOf } from '../evidence/reach.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { weighingOf } from '../evidence/weighing.ts';
import { conclude, newTally } from './finding.ts';
import { foreignGaps } from './foreign-cells.ts';

/**
 * Judges what signed-in viewers received from the surfaces of one kind: nothing of others in their own
 * views, and refusals of others' things that are paired with the owner's success.
 */
export function judgeForeign(evidence: ExaminedEvidence, gives: Gives): Finding {
  const { plan } = evidence;
  const { reached, gaps } = reachOf(evidence, gives);
  const foreignAttempts: ResolvedAttempt[] = [];
  const changedAttempts: ResolvedAttempt[] = [];
  const tally = newTally(gaps);
  for (const resolved of evidence.attempts) {
    const { attempt, surface, state, asked } = resolved;
    if (surface.gives !== gives || (state !== 'open' && state !== 'changing')) continue;
    if (asked === 'ended') continue;
    if (attempt.shrinking === undefined) {
      tally.attempts += 1;
      if (isOwnersGrant(resolved)) tally.granted += 1;
    }
    const { leaks, gaps: unclear } = weighingOf(evidence, resolved);
    tally.breaches.push(...leaks);
    tally.gaps.push(...unclear);
    if (asked === 'foreign') foreignAttempts.push(resolved);
    if (attempt.changed !== undefined) changedAttempts.push(resolved);
  }
  tally.gaps.push(...foreignGaps(evidence, foreignAttempts, reached));
  tally.gaps.push(...changedGaps(evidence, changedAttempts, reached));
  tally.gaps.push(...commonGaps(evidence, gives));
  if (gives === 'stream') {
    const equal = equalMedia(evidence);
    tally.breaches.push(...equal.breaches);
    tally.gaps.push(...equal.gaps, ...mergedMedia(evidence), ...namelessMedia(evidence));
  }
  for (const view of reached.flatMap((surface) => expectedOwnViews(evidence, surface))) {
    const gap = view.thing === null ? gapInOwnView(evidence, view) : null;
    if (gap !== null) tally.gaps.push(gap);
  }
  const lacks = plan.lacks[gives];
  const described = plan.surfaces.some((surface) => surface.gives === gives);
  if (!described && lacks === undefined) {
    const why = `no surface that gives a ${gives} is described: add one, or say noSurface('${gives}', 'why there is none')`;
    tally.gaps.push({ surface: null, who: null, why });
  }
  return conclude(evidence, tally, described ? undefined : lacks);
}
