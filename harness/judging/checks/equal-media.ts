import type { Breach } from '../../domain/breach.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { Gap } from '../evidence/gap.ts';
import { keyOf } from '../evidence/keys.ts';
import { isOwnersGrant } from '../evidence/pairing.ts';
import { isUnreached } from '../evidence/reach.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { hasOwnSign } from '../evidence/signs.ts';

/**
 * Media that several owners are served as their own, made after the update, and that nobody was served before it. Where
 * others have media of their own at the same surface, it is a leak: it cannot be everybody's. Where all are served the
 * same since the update, it may be a new placeholder: a gap. What was the same for several before the update is a
 * placeholder, and neither.
 */
export function equalMedia(evidence: ExaminedEvidence): { breaches: Breach[]; gaps: Gap[] } {
  const served = evidence.attempts.filter(
    (resolved) =>
      isOwnersGrant(resolved) &&
      resolved.thing !== null &&
      resolved.attempt.digests.length > 0 &&
      !isUnreached(evidence, resolved.surface),
  );
  const breaches: Breach[] = [];
  const gaps: Gap[] = [];
  for (const copies of Map.groupBy(served, ({ surface }) => surface.id).values()) {
    const before = copies.filter(({ attempt }) => attempt.phase === 'before-update');
    const after = copies.filter(({ attempt }) => attempt.phase === 'after-update');
    // Without a look before the update nothing tells a placeholder.
    if (before.length === 0) continue;
    const known = new Set(before.flatMap(({ attempt }) => attempt.digests));
    const old = new Set(before.map(keyOfThing));
    const owners = ownersByDigest(after);
    const isShared = (digest: string) => (owners.get(digest)?.size ?? 0) > 1;
    const equal = after.filter(
      (copy) =>
        !old.has(keyOfThing(copy)) &&
        copy.attempt.digests.every(isShared) &&
        copy.attempt.digests.some((digest) => !known.has(digest)) &&
        !hasOwnSign(evidence.ledger, copy),
    );
    const hasOwn = after.some(({ attempt }) => attempt.digests.some((digest) => !isShared(digest)));
    for (const { attempt, surface } of equal) {
      if (hasOwn) breaches.push(breachOf(attempt));
      else gaps.push({ surface: surface.id, who: null, why: sameForAll });
    }
  }
  return { breaches, gaps };
}

const sameForAll =
  'all owners are served the same media since the update, which nobody was served before it: a new placeholder, or somebody’s';

function breachOf(attempt: Breach['attempt']): Breach {
  const what = 'media that other owners are served as their own, too';
  const sighting = { what, where: 'body', encoding: 'plain' };
  return { kind: 'leak', attempt, owner: null, sighting, recorded: null, item: null };
}

function keyOfThing({ surface, thing }: ResolvedAttempt): string {
  return keyOf(surface.id, thing);
}

function ownersByDigest(copies: readonly ResolvedAttempt[]): Map<string, Set<string | null>> {
  const owners = new Map<string, Set<string | null>>();
  for (const { owner, attempt } of copies)
    for (const digest of attempt.digests)
      owners.set(digest, (owners.get(digest) ?? new Set()).add(owner));
  return owners;
}
