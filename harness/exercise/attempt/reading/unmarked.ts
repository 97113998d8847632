import { now } from '../../../domain/clock.ts';
import { isObject } from '../../state/is-object.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import { type FieldNames, fieldNamesOf } from '../masked/field-name.ts';
import { memberStep } from '../../scan/json-places.ts';
import type { Recorder } from '../../state/recorder.ts';
import type { Scanning } from '../../scan/inspect.ts';

/** For coverage: places of texts without a token or known value, and the number of answers examined by surface. */
export type UnmarkedFields = {
  unmarked: { answers: Map<string, number>; places: Set<string> };
};

/** Most places that a worker reports, and most answers that it examines of each surface. */
const mostPlaces = 200;
const mostAnswers = 5;

/** Records the places in an owner's own answer whose texts hold no token or known value. Each is recorded once. */
export function noteUnmarked(
  worker: UnmarkedFields &
    Scanning &
    Pick<RunIdentity, 'definition'> &
    Pick<Recorder, 'recordFact' | 'leaveOut'>,
  surface: string,
  json: unknown,
): void {
  const answers = worker.unmarked.answers.get(surface) ?? 0;
  if (json === undefined || answers >= mostAnswers) return;
  worker.unmarked.answers.set(surface, answers + 1);
  const leaveOut = (where: string, count: number) =>
    worker.leaveOut({ what: 'unmarked-places', surface, where, most: mostPlaces, count });
  const found = texts(json, fieldNamesOf(worker));
  // The rest of the answer was not read.
  if (found.size > mostPlaces) leaveOut('body', 1);
  let more = 0;
  for (const [where, text] of found) {
    const key = `${surface} ${where}`;
    if (worker.unmarked.places.has(key)) continue;
    if (worker.inspecting.look(text).length > 0) continue;
    if (worker.unmarked.places.size >= mostPlaces) {
      more += 1;
      leaveOut(where, more);
      continue;
    }
    worker.unmarked.places.add(key);
    worker.recordFact({ type: 'fact', fact: 'unmarked-field', at: now(), surface, where });
  }
}

/** A key as a step of a path. What is not known to name a field may be data, and is masked. */
function stepOf(key: string, names: FieldNames): string {
  const step = memberStep(key);
  return step === '.*' ? step : `.${names.written(step.slice(1))}`;
}

const moment = /^\d{4}-\d{2}-\d{2}T/;

/** The first text of each path (without indices) that may hold personal data. Ids and timestamps are left out. */
function texts(
  value: unknown,
  names: FieldNames,
  where = '$',
  found = new Map<string, string>(),
  depth = 0,
): Map<string, string> {
  if (depth > 12 || found.size > mostPlaces) return found;
  if (Array.isArray(value)) {
    for (const element of value.slice(0, 20)) texts(element, names, `${where}[]`, found, depth + 1);
  } else if (isObject(value)) {
    for (const key in value) {
      if (!/^(_?id|uuid)$|Id$|_id$/.test(key))
        texts(value[key], names, where + stepOf(key, names), found, depth + 1);
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
