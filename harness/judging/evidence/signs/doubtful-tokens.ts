import { anonymous, signedIn } from '../../../domain/accounts/account.ts';
import type { Evidence } from '../../../domain/verdict/invariant.ts';
import { fieldOfToken, mayView } from '../../../domain/ledger/may-view.ts';
import { ownerOfToken } from '../../../domain/ledger/ledger.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import { keyOf } from '../keys.ts';
import { pathKey } from './path-key.ts';
import { viewingOf } from '../resolved-attempt.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/** Places in answers where this run's tokens stand that are for everybody, or for whoever is signed in. */
export type PublicPlaces = ReadonlySet<string>;

type TokenSighting = Extract<Sighting, { kind: 'token' | 'frame' }>;

/**
 * Finds where tokens stand that everybody may see, for those who are signed in and those who are not. Nowhere, where no
 * token of another run was seen: nothing else is held against them.
 */
export function findPublicPlaces(
  ledger: Ledger,
  attempts: readonly ResolvedAttempt[],
): PublicPlaces {
  const places = new Set<string>();
  const isOfAnotherRun = (sighting: Sighting) =>
    isToken(sighting) && sighting.token.run !== ledger.run;
  if (!attempts.some(({ attempt }) => attempt.sightings.some(isOfAnotherRun))) return places;
  for (const resolved of attempts) {
    const viewing = viewingOf(resolved);
    for (const sighting of resolved.attempt.sightings) {
      if (!isToken(sighting)) continue;
      const { owner, thing, name: field } = fieldOfToken(ledger, sighting.token);
      for (const viewer of [signedIn, anonymous]) {
        if (mayView(ledger, { ...viewing, viewer, owner, thing, field }) === 'yes')
          places.add(placeOf(resolved, sighting, viewer));
      }
    }
  }
  return places;
}

/**
 * Why a token of nobody that this run knows is no proof of a leak, in words; null where it is, or where its
 * owner is known. A record with defects may have lost its owner; and where everybody's names stand, so do
 * those that an earlier run left behind.
 */
export function whyDoubtful(
  evidence: Evidence & { publicPlaces: PublicPlaces },
  resolved: ResolvedAttempt,
  sighting: Sighting,
): string | null {
  if (isUnrecorded(evidence, sighting))
    return 'markers were shown of an account that the record does not hold';
  const { ledger, publicPlaces } = evidence;
  if (!isToken(sighting) || sighting.token.run === ledger.run) return null;
  if (ownerOfToken(ledger, sighting.token) === resolved.actingAs) return null;
  const viewer = resolved.actingAs === anonymous ? anonymous : signedIn;
  return publicPlaces.has(placeOf(resolved, sighting, viewer))
    ? 'markers of an earlier run stand where public ones do (remove its accounts with `chaperone clean`)'
    : null;
}

/** Whether it is a token of this run of an account that an incomplete record may have lost. */
export function isUnrecorded({ ledger, history }: Evidence, sighting: Sighting): boolean {
  return (
    history.defects.length > 0 &&
    isToken(sighting) &&
    sighting.token.run === ledger.run &&
    ownerOfToken(ledger, sighting.token) === null
  );
}

function isToken(sighting: Sighting): sighting is TokenSighting {
  return sighting.kind === 'token' || sighting.kind === 'frame';
}

function placeOf({ surface }: ResolvedAttempt, { where }: Sighting, viewer: string): string {
  return keyOf(surface.id, pathKey(where), viewer);
}
