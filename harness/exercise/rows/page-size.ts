import { isPageSize } from '../../domain/surfaces/page-size.ts';
import type { ListPage } from '../../deployment/surfaces/surface.ts';
import { memberStep } from '../scan/json-places.ts';
import { isObject } from '../state/is-object.ts';
import { placesOf } from './paging-places.ts';
import type { PagingPlace } from './paging-places.ts';

/** Names of fields in which services put the number of all rows. */
export const totalNames = [
  'total',
  'totalCount',
  'total_count',
  'totalElements',
  'totalItems',
  'total_items',
  '@odata.count',
  'hydra:totalItems',
  'count',
];

/** Names of fields in which services put the number of rows on a page. */
export const sizeNames = ['limit', 'pageSize', 'page_size', 'per_page'];

/** The total number of rows that the deployment gives; null when it gives none. */
export function totalOf(body: unknown, row = '$'): number | null {
  return foundTotal(body, row)?.value ?? null;
}

/** The total that the deployment gives, with its JSON path; null when it gives none. */
export function totalWithPlace(body: unknown, row = '$'): { where: string; value: number } | null {
  const found = foundTotal(body, row);
  if (found === null) return null;
  const step = memberStep(found.name);
  const where = pathTo(body, found.place, '$', 6) ?? '$';
  return { where: where + (step === '.*' ? `['${found.name}']` : step), value: found.value };
}

function foundTotal(
  body: unknown,
  row: string,
): { place: PagingPlace; name: string; value: number } | null {
  for (const place of placesOf(body, row)) {
    const name = totalNames.find((candidate) => typeof place[candidate] === 'number');
    if (name !== undefined) return { place, name, value: Number(place[name]) };
  }
  return null;
}

/** The path of an object in a body, through objects only; null where it is not found. */
function pathTo(body: unknown, place: PagingPlace, where: string, depth: number): string | null {
  if (body === place) return where;
  if (!isObject(body) || depth === 0) return null;
  for (const [name, value] of Object.entries(body)) {
    const found = pathTo(value, place, where + memberStep(name), depth - 1);
    if (found !== null) return found;
  }
  return null;
}

/** Whether the total that the deployment gives has been reached. A `count` may be that of the page, and says nothing. */
export function isWhole(body: unknown, rows: number, row = '$'): boolean {
  return placesOf(body, row).some((place) =>
    totalNames.some((name) => name !== 'count' && place[name] === rows),
  );
}

/**
 * The number of rows that a page was asked for, by its address or the JSON body of its request, or that its answer says;
 * null when nothing tells it.
 */
export function pageSizeOf(page: ListPage, json: unknown, row = '$'): number | null {
  const asked = [...new URL(page.url).searchParams];
  const inBody = [json, isObject(json) ? json['variables'] : undefined].flatMap((one) =>
    isObject(one) ? Object.entries(one) : [],
  );
  const told = placesOf(page.body, row).flatMap((place) =>
    sizeNames.map((name): [string, unknown] => [name, place[name]]),
  );
  const size = [...asked, ...inBody, ...told].find(
    ([name, value]) => isPageSize(name) && Number(value) > 0 && value !== true,
  );
  return size === undefined ? null : Number(size[1]);
}
