import type { AccountId } from '../../../domain/accounts/account.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import type { Gap } from '../../evidence/gap.ts';
import { keyOf } from '../../evidence/keys.ts';
import { isOwnersGrant } from '../../evidence/sessions/pairing.ts';
import { isUnreached } from '../../evidence/surfaces/reach.ts';
import type { ResolvedAttempt } from '../../evidence/resolved-attempt.ts';
import { hasOwnSign } from '../../evidence/signs/signs.ts';

/**
 * Media without a token that was its owner's alone before the update, and is the same as another owner's
 * since: a new placeholder, or the media of one who came later and is thus not known by earlier copies.
 * Ranges cannot tell which, so nothing is said of whose it is.
 */
export function mergedMedia(evidence: ExaminedEvidence): Gap[] {
  const served = evidence.attempts.filter(
    (resolved) =>
      isOwnersGrant(resolved) &&
      resolved.attempt.digests.length > 0 &&
      !isUnreached(evidence, resolved.surface),
  );
  const before = served.filter(({ attempt }) => attempt.phase === 'before-update');
  const after = served.filter(({ attempt }) => attempt.phase === 'after-update');
  const ownBefore = new Set(before.filter(isDistinct(before)).map(keyOfThing));
  const isOwnAfter = isDistinct(after);
  const merged = after.filter(
    (copy) => copy.owner !== null && ownBefore.has(keyOfThing(copy)) && !isOwnAfter(copy),
  );
  const keys = new Set(merged.map(keyOfThing));
  const nameless = new Set(
    served
      .filter((copy) => keys.has(keyOfThing(copy)) && !hasOwnSign(evidence.ledger, copy))
      .map(keyOfThing),
  );
  const surfaces = new Set(
    merged.filter((copy) => nameless.has(keyOfThing(copy))).map(({ surface }) => surface.id),
  );
  return [...surfaces].map((surface) => ({
    surface,
    who: null,
    why: 'owners who were served media of their own before the update are served the same as others after it, and nothing tells whose it is',
  }));
}

function keyOfThing({ surface, thing }: ResolvedAttempt): string {
  return keyOf(surface.id, thing);
}

/** Whether a copy has a known owner, and holds a range that no other owner was served. */
function isDistinct(all: readonly ResolvedAttempt[]): (copy: ResolvedAttempt) => boolean {
  // Null: several owners were served it.
  const owners = new Map<string, AccountId | null>();
  for (const { owner, attempt } of all) {
    if (owner === null) continue;
    for (const digest of attempt.digests) {
      const known = owners.get(digest);
      owners.set(digest, known === undefined || known === owner ? owner : null);
    }
  }
  return ({ owner, attempt }) =>
    owner !== null && attempt.digests.some((digest) => owners.get(digest) === owner);
}
