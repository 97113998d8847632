import type { Ledger } from '../../domain/ledger.ts';
import { holdersBySighting, type Sign } from './signs.ts';

/**
 * Whether a sign is a detail of an owner's account in a row of a thing of theirs that serves to try writes on: it came with
 * that thing, which whoever wrote to it may be shown by the write. That is one tampering, and no leak beside it.
 */
export function comesWithContested(ledger: Ledger, sign: Sign, all: readonly Sign[]): boolean {
  if (sign.item === null || thingsOf(ledger, sign).length > 0) return false;
  const things = all
    .filter(({ owner, item }) => owner === sign.owner && item === sign.item)
    .flatMap((other) => thingsOf(ledger, other));
  return things.length > 0 && things.every((thing) => ledger.contested.has(thing));
}

function thingsOf(ledger: Ledger, { sighting }: Sign): string[] {
  return holdersBySighting(ledger, sighting).flatMap(({ thing }) => thing ?? []);
}
