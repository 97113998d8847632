import type { Breach } from '../../../domain/verdict/breach.ts';
import { copyKey, mediaKey, sharedCopies } from '../../evidence/media/copies.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import type { Gap } from '../../evidence/gap.ts';
import { mayHaveThings } from '../../evidence/has-things.ts';
import { isOwnersGrant } from '../../evidence/sessions/pairing.ts';
import { isUnreached } from '../../evidence/surfaces/reach.ts';
import type { ResolvedAttempt } from '../../evidence/resolved-attempt.ts';
import { hasOwnSign } from '../../evidence/signs/signs.ts';

/**
 * Media that several owners are served as their own, made after the update, and that nobody was served before it. Where
 * others have media of their own at the same surface, it is a leak: it cannot be everybody's. Where all are served the
 * same since the update, or it may be a new placeholder by what came before and after it, that is a gap. What is known to be
 * a placeholder is neither.
 */
export function equalMedia(evidence: ExaminedEvidence): { breaches: Breach[]; gaps: Gap[] } {
  const served = evidence.attempts.filter(
    (resolved) =>
      isOwnersGrant(resolved) &&
      // Archives of those who have nothing are alike.
      (resolved.thing !== null || mayHaveThings(evidence.ledger, resolved)) &&
      resolved.attempt.digests.length > 0 &&
      !isUnreached(evidence, resolved.surface),
  );
  const breaches: Breach[] = [];
  const gaps: Gap[] = [];
  const { known: placeholders, possible } = evidence.placeholders;
  for (const copies of Map.groupBy(served, ({ surface }) => surface.id).values()) {
    const before = copies.filter(({ attempt }) => attempt.phase === 'before-update');
    const after = copies.filter(({ attempt }) => attempt.phase === 'after-update');
    // Without a look before the update nothing tells a placeholder.
    if (before.length === 0 || isForAll(before, after)) continue;
    const known = new Set(before.flatMap(({ attempt }) => attempt.digests));
    const old = new Set(before.map(mediaKey));
    const owners = ownersByDigest(after);
    const isShared = (digest: string) => (owners.get(digest)?.size ?? 0) > 1;
    const equal = after.filter(
      (copy) =>
        !old.has(mediaKey(copy)) &&
        !placeholders.has(copyKey(copy)) &&
        copy.attempt.digests.every(isShared) &&
        copy.attempt.digests.some((digest) => !known.has(digest)) &&
        !hasOwnSign(evidence.ledger, copy),
    );
    const hasOwn = after.some(({ attempt }) => attempt.digests.some((digest) => !isShared(digest)));
    for (const copy of equal) {
      const { attempt, surface } = copy;
      const isOfThing = copy.thing !== null;
      const why = possible.has(copyKey(copy))
        ? mayStandIn
        : !hasOwn
          ? sameForAll
          : isOfThing
            ? null
            : sameForNew;
      if (why === null) breaches.push(breachOf(attempt));
      else gaps.push({ surface: surface.id, who: null, why });
    }
  }
  return { breaches, gaps };
}

const sameForAll =
  'all owners are served the same media since the update, which nobody was served before it: a new placeholder, or somebody’s';
const sameForNew =
  'accounts that are new with the update are served the same media, which nobody was served before it: their kind’s, or somebody’s';
const mayStandIn =
  'several owners are served media alike since the update, which gave way to their own at some of them: a new placeholder, or somebody’s';

function breachOf(attempt: Breach['attempt']): Breach {
  const what = 'media that other owners are served as their own, too';
  const sighting = { what, where: 'body', encoding: 'plain' };
  return { kind: 'leak', attempt, owner: null, sighting, recorded: null, item: null };
}

/** Whether all owners were served the same at one address before the update, and are since: a logo. */
function isForAll(before: readonly ResolvedAttempt[], after: readonly ResolvedAttempt[]): boolean {
  return [before, after].every((copies) => {
    const [copy, another] = new Set(copies.map(copyKey));
    const isFixed = copies.every(({ thing }) => thing === null);
    return copy !== undefined && another === undefined && isFixed && sharedCopies(copies).has(copy);
  });
}

function ownersByDigest(copies: readonly ResolvedAttempt[]): Map<string, Set<string | null>> {
  const owners = new Map<string, Set<string | null>>();
  for (const { owner, attempt } of copies)
    for (const digest of attempt.digests)
      owners.set(digest, (owners.get(digest) ?? new Set()).add(owner));
  return owners;
}
