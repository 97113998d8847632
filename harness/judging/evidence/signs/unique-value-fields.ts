import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import { keyOf } from '../keys.ts';
import { pathKey } from './path-key.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/** Fields of answers in which owners were shown a unique value of their own. */
export type UniqueValueFields = ReadonlySet<string>;

/** Finds these fields: JSON paths such as `$.phone`, but not positions in a text. */
export function findUniqueValueFields(attempts: readonly ResolvedAttempt[]): UniqueValueFields {
  const uniqueValueFields = new Set<string>();
  for (const { attempt, surface, state } of attempts) {
    if (attempt.outcome !== 'granted' || state !== 'open') continue;
    for (const sighting of attempt.sightings) {
      if (sighting.kind !== 'unique' || sighting.account !== attempt.viewer) continue;
      const place = placeOf(surface, sighting);
      if (place !== null) uniqueValueFields.add(place);
    }
  }
  return uniqueValueFields;
}

/** Whether a unique value stands in a field in which owners see their own. Then the field counts as its second sign. */
export function isInUniqueValueField(
  uniqueValueFields: UniqueValueFields,
  surface: SurfaceInfo,
  sighting: Sighting,
): boolean {
  const place = sighting.kind === 'unique' ? placeOf(surface, sighting) : null;
  return place !== null && uniqueValueFields.has(place);
}

function placeOf(
  surface: SurfaceInfo,
  { where, field }: Extract<Sighting, { kind: 'unique' }>,
): string | null {
  return /^\$.*[A-Za-z]/.test(where) ? keyOf(surface.id, field, pathKey(where)) : null;
}
