import type { Core } from '../state/core.ts';
import { isObject } from '../state/is-object.ts';
import { memberStep } from '../scan/json-places.ts';

/** Places reported in a run of a worker, and answers looked at of each surface: coverage, not evidence. */
const mostPlaces = 200;
const mostAnswers = 5;

/** Records, once each, the places of an owner's own answer whose texts carry no marker of ours. */
export function noteUnmarked(core: Core, surface: string, json: unknown): void {
  const answers = core.unmarked.answers.get(surface) ?? 0;
  if (json === undefined || answers >= mostAnswers) return;
  core.unmarked.answers.set(surface, answers + 1);
  for (const [where, text] of texts(json)) {
    const key = `${surface} ${where}`;
    if (core.unmarked.places.has(key) || core.unmarked.places.size >= mostPlaces) continue;
    if (core.inspecting.look(text).length > 0) continue;
    core.unmarked.places.add(key);
    core.recordFact({ type: 'fact', fact: 'unmarked-field', at: Date.now(), surface, where });
  }
}

const moment = /^\d{4}-\d{2}-\d{2}T/;

/** The first text of each path (indices left out) that may hold something of a person's: no ids, no moments. */
function texts(
  value: unknown,
  where = '$',
  found = new Map<string, string>(),
  depth = 0,
): Map<string, string> {
  if (depth > 12 || found.size > mostPlaces) return found;
  if (Array.isArray(value)) {
    for (const element of value.slice(0, 20)) texts(element, `${where}[]`, found, depth + 1);
  } else if (isObject(value)) {
    for (const key in value) {
      if (!/^(_?id|uuid)$|Id$|_id$/.test(key))
        texts(value[key], where + memberStep(key), found, depth + 1);
    }
  } else if (
    typeof value === 'string' &&
    value !== '' &&
    !moment.test(value) &&
    !found.has(where)
  ) {
    found.set(where, value);
  }
  return found;
}
