import { isObject } from './is-object.ts';

const idKey = /^(_?id|uuid|guid|\w+(Id|ID|Uuid|_id|_uuid))$/;

/** No row needs more; a hostile one could have millions. */
const most = 50;

/** The values of a row's id-like fields (`id`, `_id`, `uuid`, `consultationId`, …), its own and one level down. */
export function idsOf(row: unknown): string[] {
  const ids = new Set<string>();
  collect(row, ids, 1);
  return [...ids];
}

function collect(value: unknown, ids: Set<string>, depth: number): void {
  if (typeof value === 'string' && depth === 1 && value.length <= 200) ids.add(value);
  if (!isObject(value)) return;
  for (const key in value) {
    if (ids.size >= most) return;
    const field = value[key];
    if (typeof field === 'string' || typeof field === 'number') {
      if (idKey.test(key) && String(field).length <= 200) ids.add(String(field));
    } else if (depth > 0) {
      collect(field, ids, depth - 1);
    }
  }
}
