import { phases } from '../../domain/phase.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { Gap } from '../evidence/gap.ts';
import { keyOf } from '../evidence/keys.ts';
import { isOwnersGrant } from '../evidence/pairing.ts';
import { isUnreached } from '../evidence/reach.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { hasOwnSign } from '../evidence/signs.ts';

/** A thing's media as it was granted to its owner: with a sign of the owner's, or nameless. */
type Copy = { resolved: ResolvedAttempt; key: string; signed: boolean };

const changed =
  'an owner\u2019s own media changed and carries no marker: it cannot be told whose it is';
const unlikeOthers =
  'an owner\u2019s media since the update carries no marker, which that of most owners does: it cannot be told whose it is';

/**
 * Media that was granted to its owner for being media, and that nothing says to be theirs: it has lost its
 * sign, or has nothing in common with what the owner was served at first; or nothing was served before the
 * update to compare it with, and most owners' media has a sign. Anybody's film could be in its place.
 */
export function namelessMedia(evidence: ExaminedEvidence): Gap[] {
  const copies = copiesOf(evidence);
  const gaps = new Map<string, Gap>();
  const add = ({ resolved: { surface } }: Copy, why: string) =>
    gaps.set(keyOf(surface.id, why), { surface: surface.id, who: null, why });
  const isMostlySigned = surfacesMostlySigned(copies);
  for (const ofThing of Map.groupBy(copies, ({ key }) => key).values()) {
    const [first] = ofThing;
    const signedSince = ofThing.find(({ signed }) => signed)?.resolved.attempt.phase;
    for (const copy of ofThing) {
      const { attempt, surface } = copy.resolved;
      if (copy.signed || first === undefined) continue;
      // That an update adds signs says nothing against what was served before it.
      const lost = signedSince === 'before-update' || signedSince === attempt.phase;
      if (lost || !isAlike(first.resolved, copy.resolved)) add(copy, changed);
      else if (first.resolved.attempt.phase === 'after-update' && isMostlySigned.has(surface.id))
        add(copy, unlikeOthers);
    }
  }
  return [...gaps.values()];
}

function copiesOf(evidence: ExaminedEvidence): Copy[] {
  return evidence.attempts
    .filter(
      (resolved) =>
        resolved.surface.gives === 'stream' &&
        isOwnersGrant(resolved) &&
        !isUnreached(evidence, resolved.surface),
    )
    .map((resolved) => ({
      resolved,
      key: keyOf(resolved.surface.id, resolved.owner, resolved.thing),
      signed: hasOwnSign(evidence.ledger, resolved),
    }));
}

/** Whether two copies have a range in common, or neither has any. */
function isAlike({ attempt: first }: ResolvedAttempt, { attempt }: ResolvedAttempt): boolean {
  if (first.digests.length === 0 && attempt.digests.length === 0) return true;
  const known = new Set(first.digests);
  return attempt.digests.some((digest) => known.has(digest));
}

/** Surfaces at which, before or after the update, most things' media had a sign of the owner. */
function surfacesMostlySigned(copies: readonly Copy[]): ReadonlySet<string> {
  const mostly = new Set<string>();
  for (const phase of phases) {
    const inPhase = copies.filter(({ resolved }) => resolved.attempt.phase === phase);
    for (const [surface, served] of Map.groupBy(inPhase, ({ resolved }) => resolved.surface.id)) {
      const all = new Set(served.map(({ key }) => key));
      const signed = new Set(served.filter((copy) => copy.signed).map(({ key }) => key));
      if (signed.size * 2 > all.size) mostly.add(surface);
    }
  }
  return mostly;
}
