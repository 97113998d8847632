import type { ListPage } from '../../deployment/surface.ts';
import { isObject } from '../state/is-object.ts';
import { containersOf } from './linked-data.ts';

/**
 * Addresses that may be the next page, the likeliest first.
 * `sure`: the deployment said that there is a next page.
 * `cursor`: the cursor of the next page, for lists that take it in the request's body.
 */
export type NextPages = { addresses: readonly string[]; sure: boolean; cursor?: string };

const explicitNames = [
  'next',
  'nextUrl',
  'next_url',
  'nextLink',
  'next_link',
  '@odata.nextLink',
  'next_page_url',
  'hydra:next',
  'http://www.w3.org/ns/hydra/core#next',
];

/** Names of fields that hold a cursor, each with the query parameters that usually take it. */
const cursors: Readonly<Record<string, readonly string[]>> = {
  nextCursor: ['cursor', 'nextCursor', 'after'],
  next_cursor: ['cursor', 'next_cursor', 'after'],
  nextPageToken: ['pageToken', 'page_token', 'nextPageToken'],
  next_page_token: ['page_token', 'pageToken', 'next_page_token'],
  nextToken: ['nextToken', 'token'],
  endCursor: ['after', 'cursor'],
  next: ['cursor', 'next', 'after'],
  cursor: ['cursor'],
};

/** Names of fields that are null or empty on the last page of a service that pages by link or cursor. */
const nextNames = [...explicitNames, ...Object.keys(cursors).filter((name) => name !== 'cursor')];

const pageNames = ['page', 'pageNumber', 'page_number', 'currentPage', 'current_page'];
const pageCounts = [
  'totalPages',
  'total_pages',
  'pageCount',
  'page_count',
  'lastPage',
  'last_page',
  'pages',
];
const totalNames = [
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

/**
 * Finds the next page of a list by the conventions that services use. No address means that this was the last page.
 * @param row the path of one row, because paging may be described beside the rows (default: `$`)
 */
export function nextPages(page: ListPage, row = '$'): NextPages {
  const linked = linkHeader(page.headers['link']);
  if (linked !== null) return { addresses: [linked], sure: true };
  if (typeof page.body === 'string') {
    const address = relNext(page.body);
    return { addresses: address === null ? [] : [address], sure: address !== null };
  }
  const places = placesOf(page.body, row);
  if (
    places.some(
      (place) =>
        place['hasMore'] === false || place['has_more'] === false || place['hasNextPage'] === false,
    )
  ) {
    return { addresses: [], sure: false };
  }
  const explicit = explicitLink(page.body, places);
  if (explicit !== null) return { addresses: [explicit], sure: true };
  for (const [name, parameters] of Object.entries(cursors)) {
    const value = places.map((place) => place[name]).find(isCursor);
    if (value === undefined) continue;
    const addresses = parameters.map((parameter) => withQuery(page.url, parameter, String(value)));
    return { addresses, sure: name !== 'cursor', cursor: String(value) };
  }
  const more = places.some((place) =>
    ['hasMore', 'has_more', 'hasNextPage'].some((name) => place[name] === true),
  );
  return numbered(page.url, places) ?? { addresses: [], sure: more };
}

/** The total number of rows that the deployment gives; null when it gives none. */
export function totalOf(body: unknown, row = '$'): number | null {
  for (const place of placesOf(body, row)) {
    const name = totalNames.find((candidate) => typeof place[candidate] === 'number');
    if (name !== undefined) return Number(place[name]);
  }
  return null;
}

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
function placesOf(body: unknown, row: string): Readonly<Record<string, unknown>>[] {
  const places = new Set<Readonly<Record<string, unknown>>>();
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
function along(body: unknown, row: string): Readonly<Record<string, unknown>>[] {
  const objects: Readonly<Record<string, unknown>>[] = [];
  let value = body;
  for (const step of row.split('.').slice(1)) {
    if (!isObject(value)) return objects;
    objects.push(value);
    value = value[step];
  }
  return objects.length === 0 && isObject(body) ? [body] : objects;
}

/** The address of a page's link to the next one (`rel="next"`, HTML 4.6.7.12). */
function relNext(html: string): string | null {
  // The tags are found first and then searched, because one pattern for both takes quadratic time on hostile text.
  const tag = html
    .matchAll(/<(?:a|link)\s[^<>]{0,2000}>/gi)
    .map(([text]) => text)
    .find((text) => /\brel\s{0,9}=\s{0,9}["']?[^"'>]{0,100}?\bnext\b/i.test(text));
  const address = tag && /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
  return address ? (address[1] ?? address[2] ?? address[3] ?? '').replaceAll('&amp;', '&') : null;
}

function linkHeader(value: string | undefined): string | null {
  const found = value?.split(/,(?=\s*<)/).find((link) => /;\s*rel="?[^";]*\bnext\b/i.test(link));
  return found?.match(/<([^>]*)>/)?.[1] ?? null;
}

function explicitLink(
  body: unknown,
  places: readonly Readonly<Record<string, unknown>>[],
): string | null {
  const values = places.flatMap((place) =>
    explicitNames.filter((name) => name in place).map((name) => place[name]),
  );
  const texts = values
    .flat()
    .map((value) => (isObject(value) ? (value['href'] ?? value['url'] ?? value['@id']) : value));
  // FHIR bundles: link: [{ relation: 'next', url }].
  const links = isObject(body) && Array.isArray(body['link']) ? (body['link'] as unknown[]) : [];
  const fhir = links.filter(isObject).find((link) => link['relation'] === 'next')?.['url'];
  return (
    [...texts, fhir].find(
      (text): text is string =>
        typeof text === 'string' && /^(https?:\/\/|[/?]|[\w./-]{1,100}\?[\w.-]+=)/.test(text),
    ) ?? null
  );
}

function isCursor(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function numbered(
  url: string,
  places: readonly Readonly<Record<string, unknown>>[],
): NextPages | null {
  const read = (names: readonly string[]): { name: string; value: number } | null => {
    for (const place of places) {
      const name = names.find((candidate) => typeof place[candidate] === 'number');
      if (name !== undefined) return { name, value: Number(place[name]) };
    }
    return null;
  };
  const count = read(pageCounts);
  const page = read(pageNames);
  // Spring counts pages from 0 and calls them `number`.
  const spring = read(['number']);
  if (count !== null && page !== null) {
    if (page.value >= count.value) return null;
    const parameters = [
      ...new Set([
        page.name === 'current_page' || page.name === 'currentPage' ? 'page' : page.name,
        'page',
      ]),
    ];
    return {
      addresses: parameters.map((name) => withQuery(url, name, String(page.value + 1))),
      sure: true,
    };
  }
  if (count !== null && spring !== null) {
    return spring.value + 1 < count.value
      ? { addresses: [withQuery(url, 'page', String(spring.value + 1))], sure: true }
      : null;
  }
  // An empty cursor marks the last page. If that is wrong, the comparison with the total shows it.
  if (places.some((place) => nextNames.some((name) => place[name] === null || place[name] === '')))
    return null;
  const query = new URL(url).searchParams;
  const limit =
    read(['limit', 'pageSize', 'page_size', 'per_page'])?.value ?? Number(query.get('limit'));
  const total = read(totalNames)?.value;
  if (total === undefined || !(limit > 0)) return null;
  const offset = read(['offset', 'skip'])?.value ?? Number(query.get('offset') ?? 0);
  if (offset + limit >= total) return null;
  return { addresses: [withQuery(url, 'offset', String(offset + limit))], sure: true };
}

function withQuery(url: string, name: string, value: string): string {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next.href;
}
