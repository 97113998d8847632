import type { Sighting } from '../../domain/sighting.ts';
import type { SurfaceInfo } from '../../domain/surface.ts';
import { keyOf } from './keys.ts';
import { pathKey } from './path-key.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';

/** Fields of answers in which owners were shown a unique value of their own. */
export type HomePlaces = ReadonlySet<string>;

/** Finds the fields whose business a kind of unique value is: `$.phone`, but not a position in a text. */
export function findHomePlaces(attempts: readonly ResolvedAttempt[]): HomePlaces {
  const homes = new Set<string>();
  for (const { attempt, surface, state } of attempts) {
    if (attempt.outcome !== 'granted' || state !== 'open') continue;
    for (const sighting of attempt.sightings) {
      if (sighting.kind !== 'unique' || sighting.account !== attempt.viewer) continue;
      const place = placeOf(surface, sighting);
      if (place !== null) homes.add(place);
    }
  }
  return homes;
}

/** Whether a unique value stands where owners are shown theirs: then the place is its second sign. */
export function isAtHome(homes: HomePlaces, surface: SurfaceInfo, sighting: Sighting): boolean {
  const place = sighting.kind === 'unique' ? placeOf(surface, sighting) : null;
  return place !== null && homes.has(place);
}

function placeOf(
  surface: SurfaceInfo,
  { where, field }: Extract<Sighting, { kind: 'unique' }>,
): string | null {
  return /^\$.*[A-Za-z]/.test(where) ? keyOf(surface.id, field, pathKey(where)) : null;
}
