import { isObject } from '../state/is-object.ts';
import { containersOf } from './linked-data.ts';

/** An object of an answer in which paging may be described. */
export type PagingPlace = Readonly<Record<string, unknown>>;

/** What paging is described in, beside the rows. */
const describers = [
  'meta',
  'pagination',
  'paging',
  'pageInfo',
  'page_info',
  'page',
  'links',
  '_links',
  'view',
  'hydra:view',
  'data',
];

/** The objects of an answer in which paging is described. */
export function placesOf(body: unknown, row: string): PagingPlace[] {
  const places = new Set<PagingPlace>();
  const add = (value: unknown): void => {
    if (!isObject(value)) return;
    places.add(value);
    if (isObject(value['pagination'])) places.add(value['pagination']);
  };
  for (const place of [...along(body, row), ...containersOf(body)]) {
    add(place);
    for (const name of describers) add(place[name]);
  }
  return [...places];
}

/** The objects from the body down to the one that holds the row. */
function along(body: unknown, row: string): PagingPlace[] {
  const objects: PagingPlace[] = [];
  let value = body;
  for (const step of row.split('.').slice(1)) {
    if (!isObject(value)) return objects;
    objects.push(value);
    value = value[step];
  }
  return objects.length === 0 && isObject(body) ? [body] : objects;
}
