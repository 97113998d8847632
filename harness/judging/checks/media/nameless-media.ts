import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { phases } from '../../../domain/phase.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import { mediaKey } from '../../evidence/media/copies.ts';
import { findEmptyArchives, isEmptyArchive } from '../../evidence/media/empty-archives.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import type { Gap } from '../../evidence/gap.ts';
import { keyOf } from '../../evidence/keys.ts';
import { isOwnersGrant } from '../../evidence/sessions/pairing.ts';
import { withoutPlaceholders } from '../../evidence/surfaces/placeholders.ts';
import { isUnreached } from '../../evidence/surfaces/reach.ts';
import { hasOwnSign } from '../../evidence/signs/signs.ts';

/** A thing's media as it was granted to its owner: with a sign of the owner's, nameless, or empty as they have nothing. */
type Copy = { attempt: Attempt; signed: boolean; empty: boolean };

/** All copies that an owner was served of a thing at a surface, in the order of time. */
type Copies = { surface: SurfaceInfo; copies: Copy[] };

const changed =
  'an owner\u2019s own media changed and carries no marker: it cannot be told whose it is';
const unlikeOthers =
  'an owner\u2019s media since the update carries no marker, which that of most owners does: it cannot be told whose it is';

/**
 * Media that was granted to its owner for being media, and that nothing says to be theirs: it has lost its
 * sign, or has nothing in common with what the owner was served at first; or nothing was served before the
 * update to compare it with, and most owners' media has a sign. Anybody's film could be in its place. The archive of an
 * account that has nothing is nobody's, where it is as long as such archives were before; so is a placeholder, until media
 * of the thing's own takes its place.
 */
export function namelessMedia(evidence: ExaminedEvidence): Gap[] {
  const served = copiesByThing(evidence);
  const gaps = new Map<string, Gap>();
  const isMostlySigned = surfacesMostlySigned(served);
  for (const { surface, copies } of served) {
    const add = (why: string) =>
      gaps.set(keyOf(surface.id, why), { surface: surface.id, who: null, why });
    const first = copies[0]?.attempt;
    const signedSince = copies.find(({ signed }) => signed)?.attempt.phase;
    for (const { attempt, signed, empty } of copies) {
      if (signed || empty || first === undefined) continue;
      // That an update adds signs says nothing against what was served before it.
      const lost = signedSince === 'before-update' || signedSince === attempt.phase;
      if (lost || !isAlike(first, attempt)) add(changed);
      else if (first.phase === 'after-update' && isMostlySigned.has(surface.id)) add(unlikeOthers);
    }
  }
  return [...gaps.values()];
}

function copiesByThing(evidence: ExaminedEvidence): readonly Copies[] {
  const { ledger } = evidence;
  const served: Copies[] = [];
  const granted = evidence.attempts.filter(
    (resolved) =>
      resolved.surface.gives === 'stream' &&
      isOwnersGrant(resolved) &&
      !isUnreached(evidence, resolved.surface),
  );
  const archives = findEmptyArchives(ledger, granted);
  for (const ofThing of Map.groupBy(granted, mediaKey).values()) {
    const own = withoutPlaceholders(evidence.placeholders, ofThing);
    const copies = own.map((resolved): Copy => {
      const signed = hasOwnSign(ledger, resolved);
      return {
        attempt: resolved.attempt,
        signed,
        empty: isEmptyArchive(ledger, archives, resolved),
      };
    });
    const [first] = own;
    if (first !== undefined) served.push({ surface: first.surface, copies });
  }
  return served;
}

/** Whether two copies have a range in common, or neither has any. */
function isAlike(first: Attempt, attempt: Attempt): boolean {
  if (first.digests.length === 0 && attempt.digests.length === 0) return true;
  const known = new Set(first.digests);
  return attempt.digests.some((digest) => known.has(digest));
}

/** Surfaces at which, before or after the update, most things' media had a sign of the owner. */
function surfacesMostlySigned(served: readonly Copies[]): ReadonlySet<string> {
  const mostly = new Set<string>();
  for (const phase of phases) {
    for (const [surface, things] of Map.groupBy(served, (ofThing) => ofThing.surface.id)) {
      const inPhase = things
        .map(({ copies }) => copies.filter(({ attempt }) => attempt.phase === phase))
        .filter((copies) => copies.length > 0);
      const signed = inPhase.filter((copies) => copies.some((copy) => copy.signed));
      if (signed.length * 2 > inPhase.length) mostly.add(surface);
    }
  }
  return mostly;
}
