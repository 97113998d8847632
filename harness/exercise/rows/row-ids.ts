import { countsAnywhere } from '../../canaries/estimate-bits.ts';
import { isObject } from '../state/is-object.ts';

const idKey = /^(@id|_?id|uuid|guid|\w+(Id|ID|Uuid|_id|_uuid))$/;

/** Most ids of a row, and most characters of an id. No row needs more, and a hostile row could have millions. */
const most = 50;
const longest = 500;

/** Objects that wrap a row's own fields: they do not count as a level. */
export const fieldWrappers = ['resource', 'node', 'attributes', 'data', 'relationships'];
const wrappers = new Set(fieldWrappers);

/**
 * Collects the ids in a row from which its owner may be recognised: the values of id-like fields (`id`,
 * `consultationId`) of the row and one level down, and the ids in references (`Patient/8f3a…`,
 * `https://host/patients/8f3a…`, `urn:uuid:8f3a…`). Ids of fewer than 40 bits are left out; see `weakSightings`.
 */
export function idsOf(row: unknown): string[] {
  const ids = new Set<string>();
  collect(row, ids, 1);
  return [...ids];
}

/** Whether a field of this name holds an id. */
export function isIdKey(key: string): boolean {
  return idKey.test(key);
}

/** Whether a value is an object with an id-like field, as rows are. */
export function hasOwnId(value: unknown): boolean {
  return isObject(value) && Object.keys(value).some((key) => idKey.test(key));
}

function collect(value: unknown, ids: Set<string>, depth: number): void {
  if (typeof value === 'string' && depth === 1) return take(value, ids);
  if (Array.isArray(value)) {
    // An array of texts: the values of attributes on an HTML page, or the cells of a table.
    for (const text of value.slice(0, most)) if (typeof text === 'string') take(text, ids);
    return;
  }
  if (!isObject(value)) return;
  for (const key in value) {
    const field = value[key];
    if (typeof field === 'string' || typeof field === 'number') {
      const text = String(field);
      if (idKey.test(key) || isReference(text)) take(text, ids);
    } else if (depth > 0) {
      collect(field, ids, wrappers.has(key) ? depth : depth - 1);
    }
  }
}

function take(text: string, ids: Set<string>): void {
  if (text.length > longest) return;
  for (const id of [text, ...(isReference(text) ? referredTo(text) : [])]) {
    if (ids.size < most && countsAnywhere(id)) ids.add(id);
  }
}

/** Whether a text may be a relative or absolute address, or a URN. */
export function isReference(text: string): boolean {
  return text.length <= longest && /^[^\s<>"]+$/.test(text) && /[/:]/.test(text);
}

/** The last segment of an address or URN, without query and fragment; empty when the address ends with a slash. */
export function referredTo(reference: string): string[] {
  const last =
    reference
      .replace(/[?#].*$/, '')
      .split(/[/:]/)
      .at(-1) ?? '';
  return last === '' ? [] : [last];
}
