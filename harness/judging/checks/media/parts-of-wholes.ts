import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { rangeOf } from '../../../domain/surfaces/range-variants.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import type { Gap } from '../../evidence/gap.ts';
import { keyOf } from '../../evidence/keys.ts';
import { isOwnersGrant } from '../../evidence/sessions/pairing.ts';
import { isUnreached } from '../../evidence/surfaces/reach.ts';
import type { ResolvedAttempt } from '../../evidence/resolved-attempt.ts';
import { hasOwnSign } from '../../evidence/signs/signs.ts';

/**
 * Fewest chunks of a part that can be held against the whole. Where a part is cut, its first and its last chunk may be
 * none of the whole's.
 */
const fewestChunks = 3;

const why =
  'a part of an owner’s own media has nothing in common with the whole that they were served: it may be another’s';

/**
 * Parts of owners' own media that are no part of the whole: a route for parts may look up another file, of somebody
 * whom this run does not know. Said only where the whole is the same each time that it is served.
 */
export function partsOfWholes(evidence: ExaminedEvidence): Gap[] {
  const wholes = new Map<string, readonly Attempt[]>();
  const parts: ResolvedAttempt[] = [];
  for (const resolved of evidence.attempts) {
    const { attempt, asked, state, surface } = resolved;
    if (attempt.digests.length === 0 || isUnreached(evidence, surface)) continue;
    const key = keyOfThing(resolved);
    if (isOwnersGrant(resolved)) wholes.set(key, [...(wholes.get(key) ?? []), attempt]);
    else if (asked === 'own' && state === 'open' && isPart(attempt)) parts.push(resolved);
  }
  const strange = parts.filter((part) => {
    const common = inEach(wholes.get(keyOfThing(part)) ?? []);
    const { digests } = part.attempt;
    return (
      common.size > 0 &&
      !digests.some((digest) => common.has(digest)) &&
      !hasOwnSign(evidence.ledger, part)
    );
  });
  return [...new Set(strange.map(({ surface }) => surface.id))].map((surface) => ({
    surface,
    who: null,
    why,
  }));
}

function isPart({ variant, status, digests }: Attempt): boolean {
  return rangeOf(variant) !== null && status === 206 && digests.length >= fewestChunks;
}

function keyOfThing({ surface, owner, thing, attempt }: ResolvedAttempt): string {
  return keyOf(surface.id, attempt.phase, owner, thing);
}

/** Chunks that every copy holds. */
function inEach([first, ...others]: readonly Attempt[]): ReadonlySet<string> {
  const common = new Set(first?.digests);
  for (const { digests } of others) {
    const held = new Set(digests);
    for (const digest of common) if (!held.has(digest)) common.delete(digest);
  }
  return common;
}
