import { anonymous } from '../../domain/accounts/account.ts';
import { isForgedOfOwn } from '../../domain/surfaces/link-variant.ts';
import { isBinary } from '../../domain/surfaces/media-type.ts';
import type { SurfaceInfo } from '../../domain/surfaces/surface.ts';
import { isCommonMedia } from './media/common-media.ts';
import type { IndexedEvidence } from './examined-evidence.ts';
import { findForeign } from './foreign.ts';
import type { Contents } from './foreign.ts';
import { phaseInWords } from './gap.ts';
import type { Gap } from './gap.ts';
import { isOwnersWay } from './sessions/pairing.ts';
import { isPublic } from './surfaces/public-surfaces.ts';
import { isUnreached } from './surfaces/reach.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';
import { remember } from './remember.ts';
import type { Standing, Weighing } from './weighing.ts';

/** Weighs an attempt: a stranger's, or an owner's look at their own, in which nothing of others may be. */
export function weigh(evidence: IndexedEvidence, resolved: ResolvedAttempt): Weighing {
  const contents = findForeign(evidence, resolved);
  const standing = standingOf(evidence, resolved, contents);
  const { leaks, outlived, doubts } = contents;
  const gaps = gapsOf(evidence, resolved, standing, contents);
  const isPlain = leaks.length + outlived.length + doubts.length + gaps.length === 0;
  return isPlain ? plainWeighing(standing) : { standing, leaks, outlived, gaps, doubts };
}

/** Most attempts of a standing share one weighing: without leaks, gaps or doubts. */
const plainWeighing = remember((standing: Standing): Weighing => ({
  standing,
  leaks: [],
  outlived: [],
  gaps: [],
  doubts: [],
}));

/** What of an attempt could not be judged. */
function gapsOf(
  evidence: IndexedEvidence,
  resolved: ResolvedAttempt,
  standing: Standing,
  { strays }: Contents,
): Gap[] {
  const { attempt, surface } = resolved;
  const gaps: Gap[] = [];
  const tell = (why: string, more: Partial<Gap> = {}) =>
    gaps.push({ surface: surface.id, who: null, why, ...more });
  // A text that changes by itself may differ once from what an id that never existed is answered. A file does not.
  const isCleared =
    attempt.outcome === 'unclear' && evidence.cleared.has(attempt.id) && !isFile(attempt);
  if (isStranger(resolved) && !isCleared) {
    const when = phaseInWords(attempt.phase);
    // A browser loads much along the way: nobody says there whose it was to be.
    const isAsked = resolved.addressed || isOwnersWay(evidence.controls, resolved);
    if (standing === 'answered' && isAsked) {
      if (!isUnreached(evidence, surface))
        tell(`answered a stranger ${when} with nothing to tell whose it is`, admission(attempt));
      else if (attempt.bytes > 0 && !isForEverybody(evidence, surface))
        tell(
          `gave strangers something ${when} that nobody says is for everybody, where no owner was shown anything of their own (write it by hand, leave it out by \`except\`, or accept the gap)`,
          admission(attempt),
        );
    }
    if (isUnread(evidence, resolved))
      tell(`a browser was given something ${when} that could not be read`);
  }
  if (strays !== null) tell(strays);
  return gaps;
}

/** Whoever admits that the update opened a surface admits that strangers are answered there since. */
function admission({ phase }: ResolvedAttempt['attempt']): Partial<Gap> {
  return phase === 'after-update' ? { admittedBy: ['gap', 'opened'] } : {};
}

/** Whether an imported surface gives everybody the same, signed in or not; or its document says that nobody need sign in. */
function isForEverybody({ publicSurfaces }: IndexedEvidence, surface: SurfaceInfo): boolean {
  return isPublic(publicSurfaces, surface) || (surface.open === true && surface.needs.length === 0);
}

/** Whether an attempt should be refused: made without an open session, or for what is another's. */
export function isStranger({ actingAs, asked }: ResolvedAttempt): boolean {
  return actingAs === anonymous || asked === 'foreign' || asked === 'unknown';
}

/**
 * Whether a browser got something on a surface of the plan of which not all could be looked at: media, or
 * a body that was gone, too long or packed too deep. A page read to its end holds what was found in it.
 */
function isUnread(
  { plan }: IndexedEvidence,
  { attempt, surface, addressed }: ResolvedAttempt,
): boolean {
  const { channel, outcome, truncated } = attempt;
  return (
    !addressed &&
    channel !== 'http' &&
    outcome === 'unclear' &&
    isSuccess(attempt) &&
    (truncated || channel === 'media') &&
    plan.surfaces.some(({ id }) => id === surface.id)
  );
}

function standingOf(
  { commonMedia }: IndexedEvidence,
  resolved: ResolvedAttempt,
  { leaks, outlived, permitted, changing }: Contents,
): Standing {
  const { attempt, surface } = resolved;
  const { outcome, truncated } = attempt;
  if (leaks.length + outlived.length > 0) return 'leaked';
  if (changing) return 'changing';
  if (outcome === 'denied' || outcome === 'concealed') return truncated ? 'unclear' : 'refused';
  const isOwnOrOpen = permitted || surface.unattributed !== undefined;
  // An address forged of one's own and another's may lead to one's own, which no other request of a stranger does.
  const isMeant = outcome === 'granted' || isForgedOfOwn(attempt.variant);
  if (isMeant && !truncated && isOwnOrOpen) return 'harmless';
  if (isStranger(resolved) && isCommonMedia(commonMedia, resolved)) return 'harmless';
  return outcome === 'granted' || isSuccess(attempt) ? 'answered' : 'unclear';
}

/** Whether an attempt was answered with media, a document or an archive. */
function isFile(attempt: ResolvedAttempt['attempt']): boolean {
  return isSuccess(attempt) && attempt.bytes > 0 && isBinary(attempt.headers['content-type'] ?? '');
}

function isSuccess({ status }: ResolvedAttempt['attempt']): boolean {
  return status !== null && status >= 200 && status < 300;
}
