/** A value of JSON. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Nested = Json[] | { [name: string]: Json };
/** The steps from the top of an answer to a value in it. */
export type Path = readonly (string | number)[];
/** A step and those above it; null: the top. Values in one object share what is above them, which saves memory. */
type Steps = { step: string | number; above: Steps } | null;
/** A value that is neither array nor object, with its place. */
type Leaf = { steps: Steps; value: Json };

/** Deepest nesting that is walked: no record of anybody lies as deep. The harness reads none that is deeper, either. */
const deepest = 200;

/** The object or array that a text says in JSON; undefined where it says none. Throws when it is nested too deep. */
export function parseJson(text: string): Json | undefined {
  const value = parsed(text);
  if (!isNested(value)) return undefined;
  let level: Nested[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) throw new Error('the JSON is nested too deep');
    level = level.flatMap((outer) => Object.values<Json>(outer).filter(isNested));
  }
  return value;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether a value is an object, and no array. */
export function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return isNested(value) && !Array.isArray(value);
}

function isNested(value: Json | undefined): value is Nested {
  return typeof value === 'object' && value !== null;
}

/** All values that are neither array nor object, in the order of the answer. */
export function leavesOf(root: Json): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (value: Json, steps: Steps): void => {
    if (Array.isArray(value))
      for (const [step, element] of value.entries()) visit(element, { step, above: steps });
    else if (isObject(value))
      for (const [step, field] of Object.entries(value)) visit(field, { step, above: steps });
    else leaves.push({ steps, value });
  };
  visit(root, null);
  return leaves;
}

/** Where a value is. */
export function pathOf({ steps }: Leaf): Path {
  const path: (string | number)[] = [];
  for (let place = steps; place !== null; place = place.above) path.push(place.step);
  return path.toReversed();
}

/** The value at a place; undefined where there is none. */
export function valueAt(root: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((place, step) => {
    if (Array.isArray(place)) return typeof step === 'number' ? place[step] : undefined;
    return isObject(place) && Object.hasOwn(place, step) ? place[String(step)] : undefined;
  }, root);
}

/** A copy with the value at a place changed, or put there where its object lacks it. */
export function changedAt(
  value: Json,
  [step, ...rest]: Path,
  change: (place: Json | undefined) => Json | undefined,
): Json {
  if (step === undefined) return change(value) ?? value;
  if (Array.isArray(value))
    return value.map((element, index) =>
      index === step ? changedAt(element, rest, change) : element,
    );
  if (!isObject(value)) return value;
  if (rest.length === 0 && !Object.hasOwn(value, step)) {
    const made = change(undefined);
    return made === undefined ? value : { ...value, [step]: made };
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, place]) => [
      name,
      name === step ? changedAt(place, rest, change) : place,
    ]),
  );
}

/**
 * A copy with each value that is neither array nor object changed, and the names of fields.
 * @param renameAmong gets all names of an object, and gives what changes each of them
 */
export function mapLeaves(
  value: Json,
  renameAmong: (names: readonly string[]) => (name: string, value: Json) => string,
  map: (leaf: Json) => Json,
): Json {
  if (Array.isArray(value)) return value.map((element) => mapLeaves(element, renameAmong, map));
  if (!isObject(value)) return map(value);
  const rename = renameAmong(Object.keys(value));
  return Object.fromEntries(
    Object.entries(value).map(([name, place]) => [
      rename(name, place),
      mapLeaves(place, renameAmong, map),
    ]),
  );
}

/** A text that is the same for equal values, in whichever order their fields are written. */
export function textOf(value: Json): string {
  return JSON.stringify(value, (_, inner: Json) =>
    isObject(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
