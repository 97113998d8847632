import type { AccountId } from '../../domain/account.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { Gap } from '../evidence/gap.ts';
import { keyOf } from '../evidence/keys.ts';
import { isOwnersGrant } from '../evidence/pairing.ts';
import { isUnreached } from '../evidence/reach.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { hasOwnSign } from '../evidence/signs.ts';

type Served = { surface: string; owner: AccountId; key: string; digests: readonly string[] };

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
  const before = copies(served.filter(({ attempt }) => attempt.phase === 'before-update'));
  const after = copies(served.filter(({ attempt }) => attempt.phase === 'after-update'));
  const ownBefore = new Set(before.filter(isDistinct(before)).map(({ key }) => key));
  const isOwnAfter = isDistinct(after);
  const nameless = new Set(
    served
      .filter((resolved) => !hasOwnSign(evidence.ledger, resolved))
      .map(({ surface, thing }) => keyOf(surface.id, thing)),
  );
  const merged = after.filter(
    (copy) => ownBefore.has(copy.key) && nameless.has(copy.key) && !isOwnAfter(copy),
  );
  const surfaces = new Set(merged.map(({ surface }) => surface));
  return [...surfaces].map((surface) => ({
    surface,
    who: null,
    why: 'owners who were served media of their own before the update are served the same as others after it, and nothing tells whose it is',
  }));
}

function copies(served: readonly ResolvedAttempt[]): Served[] {
  return served.flatMap(({ attempt, surface, thing, owner }) =>
    owner === null
      ? []
      : [{ surface: surface.id, owner, key: keyOf(surface.id, thing), digests: attempt.digests }],
  );
}

/** Whether a copy holds a range that no other owner was served. */
function isDistinct(all: readonly Served[]): (copy: Served) => boolean {
  const owners = new Map<string, Set<AccountId>>();
  for (const { owner, digests } of all) {
    for (const digest of digests) owners.set(digest, (owners.get(digest) ?? new Set()).add(owner));
  }
  return ({ digests }) => digests.some((digest) => owners.get(digest)?.size === 1);
}
