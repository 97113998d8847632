import type { Ledger } from '../../../domain/ledger/ledger.ts';
import { compareText } from '../../../domain/in-order.ts';
import { phases } from '../../../domain/phase.ts';
import { type Gives, givenKinds, type SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import { looksCommon } from './common-surfaces.ts';
import type { ExaminedEvidence, IndexedEvidence } from '../examined-evidence.ts';
import { phaseInWords, reasonOf } from '../gap.ts';
import { isToldOfNone } from '../sessions/dead-sessions.ts';
import type { Gap } from '../gap.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { idsOfNone } from './given-by-share.ts';
import { isGranted } from './granted-surfaces.ts';
import { isPublic } from './public-surfaces.ts';

/** Surfaces that owners reached in the judged phase, so that refusals there mean something; and the others. */
export type Reach = { reached: readonly SurfaceInfo[]; gaps: readonly Gap[] };

/** Which of the plan's surfaces (of some kinds; default: all) were granted to an owner. */
export function reachOf(evidence: ExaminedEvidence, kinds: readonly Gives[] = givenKinds): Reach {
  const { plan, granted, phase } = evidence;
  const reached: SurfaceInfo[] = [];
  const gaps: Gap[] = [];
  for (const surface of plan.surfaces) {
    if (!kinds.includes(surface.gives)) continue;
    if (isUnreached(evidence, surface)) continue;
    if (isGranted(granted, surface.id, phase)) reached.push(surface);
    else {
      const why = `no owner was ever shown anything of their own ${phaseInWords(phase)}`;
      gaps.push({ surface: surface.id, who: null, why: `${why}${obstacle(evidence, surface)}` });
    }
  }
  return { reached, gaps };
}

/** What owners met there instead, most often. */
function obstacle(
  { attempts, phase, ledger }: IndexedEvidence,
  { id, needs }: SurfaceInfo,
): string {
  const counts = new Map<string, number>();
  for (const resolved of attempts) {
    const { attempt, surface, asked, state } = resolved;
    if (surface.id !== id || attempt.phase !== phase || asked !== 'own' || state !== 'open')
      continue;
    const why = whyNone(resolved);
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, x], [b, y]) => y - x || compareText(a, b));
  if (first !== undefined) return ` (${first[0]})`;
  const lacking = idsOfNone(ledger, needs);
  return lacking.length === 0
    ? ''
    : ` (no function of the definition returned an id ${lacking.join(', ')})`;
}

function whyNone(resolved: ResolvedAttempt): string {
  const { why, status } = resolved.attempt;
  if (why !== undefined) return reasonOf(why);
  return isToldOfNone(resolved) ? emptyList : `status ${status}`;
}

const emptyList =
  'the list was empty: let `create` or an action make what it shows; where it shows nothing of patients, say so by `unattributed`, or leave it out';

/**
 * Imported, and never granted to anybody in any phase, or public; or a list of what is nobody's, and empty: listed as
 * unreached, and not judged; so is an imported figure of what the run made nothing of. What was seen there of patients counts all the same.
 */
export function isUnreached(
  { granted, publicSurfaces, emptyLists, ledger }: IndexedEvidence,
  surface: SurfaceInfo,
): boolean {
  const isGrantedOnce = phases.some((phase) => isGranted(granted, surface.id, phase));
  // Whoever wrote `unattributed` has said that the rows are nobody's: where there are none, nothing is missing.
  if (!surface.imported)
    return surface.unattributed !== undefined && !isGrantedOnce && emptyLists.has(surface.id);
  return (
    !isGrantedOnce || isPublic(publicSurfaces, surface) || countsNothing(ledger.things, surface)
  );
}

function countsNothing(things: Ledger['things'], { counts }: SurfaceInfo): boolean {
  return counts !== undefined && !things.values().some(({ ids }) => Object.hasOwn(ids, counts));
}

/** Why a surface was not reached, in words. */
export function whyUnreached(evidence: ExaminedEvidence, surface: SurfaceInfo): string {
  if (isPublic(evidence.publicSurfaces, surface))
    return 'public: shown to everybody alike, signed in or not, and nothing of a patient in it';
  if (looksCommon(evidence.commonSurfaces, surface)) {
    const since = evidence.commonSurfaces.surfaces.get(surface.id) === true ? changedSince : '';
    return `looks common: every account that had signed in was shown the same${since}, and nothing of any of them (say so: write it by hand with \`unattributed\`, in place of \`imported\`, or leave it out)`;
  }
  if (countsNothing(evidence.ledger.things, surface))
    return `nothing that the run made has an id ${surface.counts}: there was nothing to count`;
  if (!surface.imported) return 'the list was empty to all who asked: there was nothing to judge';
  return `no owner was ever shown anything of their own${obstacle(evidence, surface)}`;
}

const changedSince = ' on each side of the update (which changed it for all)';
