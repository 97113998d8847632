import type { Core } from './core.ts';
import type { Found } from './inspect.ts';
import { isObject } from './is-object.ts';
import { jsonPlaces, memberStep } from './json-places.ts';

/** Places reported in a run of a worker, and answers looked at of each surface: coverage, not evidence. */
const mostPlaces = 200;
const mostAnswers = 5;

/** Records, once each, the places of an owner's own answer whose texts carry no marker of ours. */
export function noteUnmarked(
  core: Core,
  surface: string,
  json: unknown,
  body: Buffer | null,
  found: readonly Found[],
): void {
  const answers = core.unmarked.answers.get(surface) ?? 0;
  if (json === undefined || body === null || answers >= mostAnswers) return;
  core.unmarked.answers.set(surface, answers + 1);
  const offsets = found.flatMap(({ at }) => (typeof at === 'number' ? [at] : [])).sort((left, right) => left - right);
  const marked = new Set(jsonPlaces(body, offsets).map(withoutIndices));
  for (const where of textPlaces(json)) {
    const key = `${surface} ${where}`;
    if (marked.has(where) || core.unmarked.places.has(key) || core.unmarked.places.size >= mostPlaces) continue;
    core.unmarked.places.add(key);
    core.recordFact({ type: 'fact', fact: 'unmarked-field', at: Date.now(), surface, where });
  }
}

/** Indices left out: `$.items[].title`. */
function withoutIndices(path: string): string {
  return path.replace(/\[\d+\]/g, '[]');
}

const moment = /^\d{4}-\d{2}-\d{2}T/;

/** Paths of the strings of a JSON value that may hold something of a person's: no ids, no moments. */
function textPlaces(value: unknown, where = '$', places = new Set<string>(), depth = 0): Set<string> {
  if (depth > 12 || places.size > mostPlaces) return places;
  if (Array.isArray(value)) {
    for (const element of value.slice(0, 20)) textPlaces(element, `${where}[]`, places, depth + 1);
  } else if (isObject(value)) {
    for (const key in value) {
      if (!/^(_?id|uuid)$|Id$|_id$/.test(key)) textPlaces(value[key], where + memberStep(key), places, depth + 1);
    }
  } else if (typeof value === 'string' && value !== '' && !moment.test(value)) {
    places.add(where);
  }
  return places;
}
