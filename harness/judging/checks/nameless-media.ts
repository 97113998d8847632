import { phases } from '../../domain/phase.ts';
import type { Examined } from '../evidence/examine.ts';
import type { Gap } from '../evidence/gap.ts';
import { keyOf } from '../evidence/keys.ts';
import { hasOwnSign } from '../evidence/own-sign.ts';
import { isOwnersGrant } from '../evidence/pairing.ts';
import { isUnreached } from '../evidence/reach.ts';
import type { Tried } from '../evidence/tried.ts';

/** A thing's media as it was granted to its owner: with a sign of the owner's, or nameless. */
type Copy = { one: Tried; key: string; signed: boolean };

const changed =
  'an owner\u2019s own media changed and carries no marker: it cannot be told whose it is';
const unlikeOthers =
  'an owner\u2019s media since the update carries no marker, which that of most owners does: it cannot be told whose it is';

/**
 * Media that was granted to its owner for being media, and that nothing says to be theirs: it has lost its
 * sign, or has nothing in common with what the owner was served at first; or nothing was served before the
 * update to compare it with, and most owners' media has a sign. Anybody's film could be in its place.
 */
export function namelessMedia(examined: Examined): Gap[] {
  const copies = copiesOf(examined);
  const gaps = new Map<string, Gap>();
  const add = ({ one }: Copy, why: string) =>
    gaps.set(keyOf(one.surface.id, why), { surface: one.surface.id, who: null, why });
  const isMostlySigned = surfacesMostlySigned(copies);
  for (const ofThing of Map.groupBy(copies, ({ key }) => key).values()) {
    const [first] = ofThing;
    const signedSince = ofThing.find(({ signed }) => signed)?.one.attempt.phase;
    for (const copy of ofThing) {
      const { attempt, surface } = copy.one;
      if (copy.signed || first === undefined) continue;
      // That an update adds signs says nothing against what was served before it.
      const lost = signedSince === 'before-update' || signedSince === attempt.phase;
      if (lost || !isAlike(first.one, copy.one)) add(copy, changed);
      else if (first.one.attempt.phase === 'after-update' && isMostlySigned.has(surface.id))
        add(copy, unlikeOthers);
    }
  }
  return [...gaps.values()];
}

function copiesOf(examined: Examined): Copy[] {
  return examined.tried
    .filter(
      (one) =>
        one.surface.gives === 'stream' && isOwnersGrant(one) && !isUnreached(examined, one.surface),
    )
    .map((one) => ({
      one,
      key: keyOf(one.surface.id, one.owner, one.thing),
      signed: hasOwnSign(examined, one),
    }));
}

/** Whether two copies have a range in common, or neither has any. */
function isAlike({ attempt: first }: Tried, { attempt }: Tried): boolean {
  if (first.digests.length === 0 && attempt.digests.length === 0) return true;
  const known = new Set(first.digests);
  return attempt.digests.some((digest) => known.has(digest));
}

/** Surfaces at which, before or after the update, most things' media had a sign of the owner. */
function surfacesMostlySigned(copies: readonly Copy[]): ReadonlySet<string> {
  const mostly = new Set<string>();
  for (const phase of phases) {
    const inPhase = copies.filter(({ one }) => one.attempt.phase === phase);
    for (const [surface, served] of Map.groupBy(inPhase, ({ one }) => one.surface.id)) {
      const all = new Set(served.map(({ key }) => key));
      const signed = new Set(served.filter((copy) => copy.signed).map(({ key }) => key));
      if (signed.size * 2 > all.size) mostly.add(surface);
    }
  }
  return mostly;
}
