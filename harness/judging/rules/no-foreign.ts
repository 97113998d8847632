import type { Breach, Evidence, Finding } from '../../domain/invariant.ts';
import type { Gives } from '../../domain/surface.ts';
import { examine } from '../evidence/examine.ts';
import { conclude } from './finding.ts';
import { foreignGaps } from './foreign-cells.ts';
import type { Gap } from '../evidence/gap.ts';
import { mergedMedia } from '../checks/merged-media.ts';
import { namelessMedia } from '../checks/nameless-media.ts';
import { expectedOwnViews, gapInOwnView } from '../evidence/own-views.ts';
import { isOwnersGrant } from '../evidence/pairing.ts';
import { reachOf } from '../evidence/reach.ts';
import { intrude } from '../evidence/strangers.ts';
import type { Intrusion } from '../evidence/strangers.ts';

/**
 * Judges what signed-in viewers received from the surfaces of one kind: nothing of others in their own
 * views, and refusals of others' things that are paired with the owner's success.
 */
export function judgeForeign(evidence: Evidence, gives: Gives): Finding {
  const examined = examine(evidence);
  const { reached, gaps: unreached } = reachOf(examined, gives);
  const intrusions: Intrusion[] = [];
  const breaches: Breach[] = [];
  const gaps: Gap[] = [...unreached];
  let attempts = 0;
  let granted = 0;
  for (const one of examined.tried) {
    if (one.surface.gives !== gives || (one.state !== 'open' && one.state !== 'changing')) continue;
    if (one.asked === 'ended') continue;
    if (one.attempt.shrinking === undefined) {
      attempts += 1;
      if (isOwnersGrant(one)) granted += 1;
    }
    const intrusion = intrude(examined, one);
    breaches.push(...intrusion.leaks);
    gaps.push(...intrusion.gaps);
    if (one.asked === 'foreign') intrusions.push(intrusion);
  }
  gaps.push(...foreignGaps(examined, intrusions, reached));
  if (gives === 'stream') gaps.push(...mergedMedia(examined), ...namelessMedia(examined));
  for (const view of reached.flatMap((surface) => expectedOwnViews(examined, surface))) {
    const gap = view.thing === null ? gapInOwnView(examined, view) : null;
    if (gap !== null) gaps.push(gap);
  }
  const lacks = evidence.plan.lacks[gives];
  const described = evidence.plan.surfaces.some((surface) => surface.gives === gives);
  if (!described && lacks === undefined) {
    const why = `no surface that gives a ${gives} is described: add one, or say noSurface('${gives}', 'why there is none')`;
    gaps.push({ surface: null, who: null, why });
  }
  return conclude(evidence, {
    breaches,
    gaps,
    attempts,
    granted,
    lacks: described ? undefined : lacks,
  });
}
