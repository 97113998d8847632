import { countsAnywhere } from '../../canaries/estimate-bits.ts';
import { isObject } from '../state/is-object.ts';

const idKey = /^(@id|_?id|uuid|guid|\w+(Id|ID|Uuid|_id|_uuid))$/;

/** No row needs more; a hostile one could have millions. */
const most = 50;
const longest = 500;

/** Within these a row's own fields stand one level deeper. */
const wrappers = new Set(['resource', 'node', 'attributes', 'data', 'relationships']);

/**
 * The values in a row by which somebody may recognise whose it is: of its id-like fields (`id`, `consultationId`), its
 * own and one level down, and what it refers to (`Patient/8f3a…`, `https://host/patients/8f3a…`, `urn:uuid:8f3a…`).
 * Short ids are left out: what they say depends on their place (`weakSightings`).
 */
export function idsOf(row: unknown): string[] {
  const ids = new Set<string>();
  collect(row, ids, 1);
  return [...ids];
}

/** Whether a value is an object with an id of its own, as rows are. */
export function hasOwnId(value: unknown): boolean {
  return isObject(value) && Object.keys(value).some((key) => idKey.test(key));
}

function collect(value: unknown, ids: Set<string>, depth: number): void {
  if (typeof value === 'string' && depth === 1) return take(value, ids);
  if (Array.isArray(value)) {
    // Of a page, what its attributes tell; of a table, its cells.
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

/** An address, relative or absolute, or a URN. */
export function isReference(text: string): boolean {
  return text.length <= longest && /^[^\s<>"]+$/.test(text) && /[/:]/.test(text);
}

/** The last step of an address or URN, without query and fragment; none where it ends with a slash. */
export function referredTo(reference: string): string[] {
  const last =
    reference
      .replace(/[?#].*$/, '')
      .split(/[/:]/)
      .at(-1) ?? '';
  return last === '' ? [] : [last];
}
