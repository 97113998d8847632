import { isObject } from '../../state/is-object.ts';

/** `fullName`, `created_at`, `line2`, `ldp:contains`: words of a programmer's, with few digits and without spaces. */
const plainName = /^@?([a-z]{1,12}:)?[A-Za-z_$][A-Za-z_$-]{0,31}\d{0,2}$/;
/** `Smith` may be a person's name. Services that write all names so lose some of them. */
const properName = /^[A-Z][a-z]{3,}\d*$/;
/** Objects with more fields than this are tables, whose keys are data. */
const mostFields = 60;

/** Whether a key is the name of a field, and not data. */
export function isFieldName(key: string): boolean {
  return plainName.test(key) && !properName.test(key);
}

/**
 * Whether the keys of an object are data, as in `{ "smith": { "title": … }, "jones": { "title": … } }`: there are very many,
 * or several lead to objects with the same fields.
 */
export function hasDataKeys(value: Readonly<Record<string, unknown>>): boolean {
  const fields = Object.values(value);
  if (fields.length > mostFields) return true;
  if (fields.length < 2 || !fields.every(isObject)) return false;
  const kinds = new Set(fields.map((field) => Object.keys(field).sort().join('\n')));
  return kinds.size === 1;
}
