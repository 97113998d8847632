import { members, member } from '../open-api/document.ts';
import type { Node, OpenApiDocument } from '../open-api/document.ts';
import { propertiesOf } from './properties-of.ts';

/** Where a value stands in a JSON answer, as the keys on the way to it: `['data', 'access_token']`. */
export type Place = readonly string[];

/** Most objects around a value. */
const deepest = 5;
/** Most places in an answer. */
const mostPlaces = 500;

/** The places of the values in a schema, in order of depth. Objects and lists are no values. */
export function placesInSchema(document: OpenApiDocument, schema: Node | null): Place[] {
  return schema === null
    ? []
    : placesIn(schema, (node) => [...propertiesOf(document, node)], isNoValue);
}

/** The places of the values in a recorded answer, in order of depth, each with its value. */
export function placesInValue(answer: unknown): { place: Place; value: unknown }[] {
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
  const places = placesIn(
    answer,
    (value) => (isObject(value) && !Array.isArray(value) ? Object.entries(value) : []),
    (value) => isObject(value),
  );
  const valueAt = (place: Place) =>
    place.reduce<unknown>(
      (value, key) => (isObject(value) ? Reflect.get(value, key) : null),
      answer,
    );
  return places.map((place) => ({ place, value: valueAt(place) }));
}

/** The last key of a place: the name of the value. */
export function lastKey(place: Place): string {
  return place.at(-1) ?? '';
}

/**
 * The place of the id of what was made: at the top, else in what wraps the thing or is called like it.
 * @param called names of the thing: `['visit']`
 * @param own the name of its id, where something tells that
 */
export function placeOfId(
  all: readonly Place[],
  called: readonly string[],
  own?: string,
): Place | null {
  const places = all.filter((place) => !ofRequest.test(lastKey(place)));
  const inside = places.filter(
    (place) => place.length === 1 || place.slice(0, -1).every((key) => wraps(key, called)),
  );
  return (
    inside.find((place) => lastKey(place) === 'id') ??
    inside.find((place) => lastKey(place) === own) ??
    inside.find((place) => /^(?:_id|uuid|guid)$|(?:_id|Id|ID)$/.test(lastKey(place))) ??
    null
  );
}

/** Ids that are not of what was made. */
const ofRequest = /^(?:request|trace|correlation|transaction|session|tenant|client)_?id$/i;

function wraps(key: string, called: readonly string[]): boolean {
  return (
    /^(?:data|result|item|payload|response|record|resource|object|entity|attributes)$/i.test(key) ||
    called.some((name) => name.toLowerCase() === key.toLowerCase())
  );
}

function isNoValue(node: Node): boolean {
  const type = member(node, 'type').value;
  return type === 'array' || type === 'object' || members(member(node, 'items')).length > 0;
}

function placesIn<Value>(
  top: Value,
  fieldsOf: (value: Value) => [string, Value][],
  isNone: (value: Value) => boolean,
): Place[] {
  const found: Place[] = [];
  let level: { place: Place; value: Value }[] = [{ place: [], value: top }];
  for (let depth = 0; depth < deepest && found.length < mostPlaces; depth += 1) {
    const inner = level
      .flatMap(({ place, value }) =>
        fieldsOf(value).map(([key, field]) => ({ place: [...place, key], value: field })),
      )
      .slice(0, mostPlaces);
    level = inner.filter(({ value }) => fieldsOf(value).length > 0);
    for (const one of inner) if (!level.includes(one) && !isNone(one.value)) found.push(one.place);
  }
  return found;
}
