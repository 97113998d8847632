import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { ThingId } from '../../../domain/ledger/thing.ts';
import type { IndexedEvidence } from '../examined-evidence.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { holdersBySighting, type Sign } from './signs.ts';

/** Who wrote to which thing that serves to try writes on, by `writerKey`. */
export function findWriters(attempts: readonly Attempt[]): ReadonlySet<string> {
  return new Set(
    attempts.flatMap(({ viewer, thing, writing }) =>
      writing?.way === undefined || thing === null ? [] : [writerKey(viewer, thing)],
    ),
  );
}

function writerKey(viewer: AccountId, thing: ThingId): string {
  return `${viewer} ${thing}`;
}

/**
 * Whether a sign is a detail of an owner's account in a row of a thing of theirs to which the viewer tried to write: it came
 * with that thing, which the write may have brought them. That is one tampering, and no leak beside it.
 */
export function comesWithContested(
  { ledger, writers }: Pick<IndexedEvidence, 'ledger' | 'writers'>,
  { attempt: { viewer } }: ResolvedAttempt,
  sign: Sign,
  all: readonly Sign[],
): boolean {
  if (sign.item === null || thingsOf(ledger, sign).length > 0) return false;
  const things = all
    .filter(({ owner, item }) => owner === sign.owner && item === sign.item)
    .flatMap((other) => thingsOf(ledger, other));
  const isWritten = (thing: ThingId): boolean =>
    ledger.contested.has(thing) && writers.has(writerKey(viewer, thing));
  return things.length > 0 && things.every(isWritten);
}

function thingsOf(ledger: Ledger, { sighting }: Sign): ThingId[] {
  return holdersBySighting(ledger, sighting).flatMap(({ thing }) => thing ?? []);
}
