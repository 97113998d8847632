import type { Breach } from '../../domain/verdict/breach.ts';
import type { Finding } from '../../domain/verdict/invariant.ts';
import type { ExpectedKind, Gives, SurfaceInfo } from '../../domain/surfaces/surface.ts';
import { blindGaps } from '../checks/coverage/sensitivity.ts';
import { commonGaps } from '../checks/common-gaps.ts';
import { equalMedia } from '../checks/media/equal-media.ts';
import { mergedMedia } from '../checks/media/merged-media.ts';
import { namelessMedia } from '../checks/media/nameless-media.ts';
import { partsOfWholes } from '../checks/media/parts-of-wholes.ts';
import { changedGaps } from '../evidence/changed-cells.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { Gap } from '../evidence/gap.ts';
import { expectedOwnViews, gapInOwnView } from '../evidence/sessions/own-views.ts';
import { isOwnersGrant } from '../evidence/sessions/pairing.ts';
import { isUnreached, reachOf } from '../evidence/surfaces/reach.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { signsOf } from '../evidence/signs/signs.ts';
import { weighingOf } from '../evidence/weighing.ts';
import { conclude, newTally } from './finding.ts';
import { foreignGaps } from './foreign-cells.ts';

const nothing = { breaches: [], gaps: [] };

/**
 * Judges what signed-in viewers received from the surfaces of one kind: nothing of others in their own
 * views, and refusals of others' things that are paired with the owner's success.
 * @param besides what the rule itself has found at surfaces of a kind that no deployment need have. Default: nothing
 */
export function judgeForeign(
  evidence: ExaminedEvidence,
  gives: ExpectedKind,
  besides: { gives?: Gives; breaches: readonly Breach[]; gaps: readonly Gap[] } = nothing,
): Finding {
  const { plan } = evidence;
  const kinds = [gives, ...(besides.gives === undefined ? [] : [besides.gives])];
  const { reached, gaps } = reachOf(evidence, kinds);
  const foreignAttempts: ResolvedAttempt[] = [];
  const changedAttempts: ResolvedAttempt[] = [];
  const tally = newTally([...gaps, ...besides.gaps]);
  tally.breaches.push(...besides.breaches);
  for (const resolved of evidence.attempts) {
    const { attempt, surface, state, asked } = resolved;
    if (!kinds.includes(surface.gives) || asked === 'ended') continue;
    if (state !== 'open' && state !== 'changing' && attempt.lent === undefined) continue;
    if (attempt.shrinking === undefined) {
      tally.attempts += 1;
      if (isOwnersGrant(resolved)) tally.granted += 1;
    }
    const { leaks, gaps: unclear } = weighingOf(evidence, resolved);
    tally.breaches.push(...leaks);
    tally.gaps.push(...unclear);
    if (asked === 'foreign' && attempt.lent === undefined) foreignAttempts.push(resolved);
    if (attempt.changed !== undefined) changedAttempts.push(resolved);
  }
  tally.gaps.push(...foreignGaps(evidence, foreignAttempts, reached));
  tally.gaps.push(...changedGaps(evidence, changedAttempts, reached));
  tally.gaps.push(...commonGaps(evidence, gives));
  tally.gaps.push(...blindGaps(evidence, ['own', 'foreign'], kinds));
  if (gives === 'stream') {
    const equal = equalMedia(evidence);
    tally.breaches.push(...equal.breaches);
    tally.gaps.push(...equal.gaps, ...mergedMedia(evidence), ...namelessMedia(evidence));
    tally.gaps.push(...partsOfWholes(evidence));
  }
  for (const view of reached.flatMap((surface) => expectedOwnViews(evidence, surface))) {
    const gap = view.thing === null ? gapInOwnView(evidence, view) : null;
    if (gap !== null) tally.gaps.push(gap);
  }
  const lacks = plan.lacks[gives] ?? (gives === 'stream' ? filesWithinJson(evidence) : undefined);
  const described = plan.surfaces.some((surface) => surface.gives === gives);
  if (!described && lacks === undefined) {
    const why = `no surface that gives a ${gives} is described: add one, or say noSurface('${gives}', 'why there is none')`;
    tally.gaps.push({ surface: null, who: null, why });
  }
  const isReached = plan.surfaces.some(
    (surface) => surface.gives === gives && !isUnreached(evidence, surface),
  );
  // What was imported may name more than the deployment has: nobody is given anything there.
  const isAbsent = !described || (!isReached && tally.gaps.length === 0);
  return conclude(evidence, tally, isAbsent ? lacks : undefined);
}

/**
 * Why there is no stream, where files came within JSON: they are judged as reads. All that owners were shown there must
 * hold a token of theirs in base64: what only tells where a file lies holds none, and nobody looked where that is.
 */
function filesWithinJson({ plan, attempts, ledger, phase }: ExaminedEvidence): string | undefined {
  const within = plan.surfaces.filter(({ describedAs }) => describedAs === 'stream');
  const granted = attempts.filter(
    (resolved) => resolved.attempt.phase === phase && isOwnersGrant(resolved),
  );
  const holdsFile = (resolved: ResolvedAttempt): boolean =>
    signsOf(ledger, resolved).some(
      ({ owner, sighting: { kind, where, encoding } }) =>
        owner === resolved.actingAs &&
        kind === 'token' &&
        where.startsWith('$') &&
        encoding.split(' > ').includes('base64'),
    );
  const isWithin = ({ id }: SurfaceInfo): boolean => {
    const shown = granted.filter(({ surface }) => surface.id === id);
    return shown.length > 0 && shown.every(holdsFile);
  };
  if (within.length === 0 || !within.every(isWithin)) return undefined;
  return `files come within JSON here, and are judged as reads (${within.map(({ id }) => id).join(', ')})`;
}
