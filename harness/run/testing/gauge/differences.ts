/**
 * Describes how two JSON values differ: `invariants[own-access].verdict was "holds", is "violated"`. Elements of lists
 * are matched by their `id` if they have one, so that an additional element does not shift all that follow.
 */
export function differences(was: unknown, is: unknown, path = ''): string[] {
  const [before, after] = [fieldsOf(was), fieldsOf(is)];
  const isList = Array.isArray(is);
  if (before === null || after === null || isList !== Array.isArray(was))
    return JSON.stringify(was) === JSON.stringify(is)
      ? []
      : [`${path} was ${JSON.stringify(was)}, is ${JSON.stringify(is)}`];
  const found = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const at = isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (!before.has(key)) {
      // A new field is an addition, but a new element of a list is a change.
      return isList ? [`${at} was not there: ${JSON.stringify(after.get(key))}`] : [`${at} is new`];
    }
    if (!after.has(key)) return [`${at} is gone: ${JSON.stringify(before.get(key))}`];
    return differences(before.get(key), after.get(key), at);
  });
  const orderOf = (fields: Map<string, unknown>) => [...fields.keys()].join('\n');
  const isReordered = isList && found.length === 0 && orderOf(before) !== orderOf(after);
  return isReordered ? [`${path} has another order`] : found;
}

function fieldsOf(value: unknown): Map<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const elements: readonly unknown[] = value;
  const ids = elements.map((element, index) => idOf(element) ?? String(index));
  const isUnique = new Set(ids).size === ids.length;
  return new Map(
    elements.map((element, index) => [isUnique ? (ids[index] ?? '') : String(index), element]),
  );
}

function idOf(element: unknown): string | null {
  const isNamed = typeof element === 'object' && element !== null && 'id' in element;
  return isNamed && typeof element.id === 'string' ? element.id : null;
}
