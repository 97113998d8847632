import type { ListPage } from '../../deployment/surfaces/surface.ts';
import { isRowNumber } from '../../deployment/surfaces/page-position.ts';
import { isObject } from '../state/is-object.ts';
import { withQuery } from './page-position.ts';
import { placesOf } from './paging-places.ts';
import type { PagingPlace } from './paging-places.ts';
import { sizeNames, totalNames } from './page-size.ts';

/**
 * Addresses that may be the next page, the likeliest first.
 * `sure`: the deployment said that there is a next page.
 * `over`: it said that there is none. Default: it did not say so.
 * `denied`: it did so in as many words (`next: null`, `has_more: false`), and not by numbers. Default: it did not.
 * `cursor`: the cursor of the next page, for lists that take it in the request's body.
 */
export type NextPages = {
  addresses: readonly string[];
  sure: boolean;
  over?: true;
  denied?: true;
  cursor?: string;
};

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

/** The names by which a field and a parameter may be compared: `next_page_token` and `nextPageToken` are the same. */
const plainName = (name: string): string => name.replace(/[^a-z\d]/gi, '').toLowerCase();

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
const last: NextPages = { addresses: [], sure: false, over: true };
const deniedNext: NextPages = { ...last, denied: true };

/**
 * Finds the next page of a list by the conventions that services use. No address means that this may have been the
 * last page.
 * @param row the path of one row, because paging may be described beside the rows (default: `$`)
 * @param parameters the query parameters that the list is known to take (default: none)
 */
export function nextPages(
  page: ListPage,
  row = '$',
  parameters: readonly string[] = [],
): NextPages {
  const linked = linkHeader(page.headers['link']);
  if (linked !== null) return { addresses: [linked], sure: true };
  if (/\brel="?(?:prev|first|last)\b/i.test(page.headers['link'] ?? '')) return last;
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
    return deniedNext;
  }
  const explicit = explicitLink(page.body, places);
  if (explicit !== null) return { addresses: [explicit], sure: true };
  for (const name of Object.keys(cursors)) {
    const value = places.map((place) => place[name]).find(isCursor);
    if (value === undefined) continue;
    const addresses = pagesByCursor(page.url, name, String(value), parameters);
    return { addresses, sure: name !== 'cursor', cursor: String(value) };
  }
  const named = cursorFor(parameters, places);
  if (named === '') return saysMore(places) ? last : deniedNext;
  if (named !== null)
    return { addresses: [withQuery(page.url, named.name, named.value)], sure: true };
  if (hasFollowedToEnd(page.url, places)) return last;
  return numbered(page.url, places, parameters) ?? { addresses: [], sure: saysMore(places) };
}

function saysMore(places: readonly PagingPlace[]): boolean {
  return places.some((place) =>
    ['hasMore', 'has_more', 'hasNextPage'].some((name) => place[name] === true),
  );
}

/**
 * Whether a page that was asked for by a cursor has an empty one. A first page's says nothing: it may be its own place.
 * A total beside the rows is none to count pages by, then; that all its rows came is checked in the end.
 */
function hasFollowedToEnd(url: string, places: readonly PagingPlace[]): boolean {
  const isEmpty = (value: unknown): boolean => value === null || value === '';
  return (
    new URL(url).searchParams.has('cursor') &&
    places.some((place) => Object.hasOwn(place, 'cursor') && isEmpty(place['cursor']))
  );
}

/**
 * The addresses of the page that a cursor leads to: by the parameters that the list is known to take and whose name
 * fits, then by those that usually take a cursor of this name.
 */
export function pagesByCursor(
  url: string,
  name: string,
  cursor: string,
  parameters: readonly string[],
): string[] {
  const said = plainName(name);
  const known = parameters.filter(
    (one) => said === plainName(one) || said === `next${plainName(one)}`,
  );
  const usual = Object.hasOwn(cursors, name) ? (cursors[name] ?? []) : [name, 'cursor', 'after'];
  return [...new Set([...known, ...usual])].map((parameter) => withQuery(url, parameter, cursor));
}

/**
 * The value for a known parameter that a field `next…` of its name gives (`nextContinuation` for `continuation`). Empty:
 * there is such a field, and nothing in it. Null: there is none.
 */
function cursorFor(
  parameters: readonly string[],
  places: readonly PagingPlace[],
): { name: string; value: string } | '' | null {
  for (const place of places) {
    for (const [field, value] of Object.entries(place)) {
      const name = parameters.find((one) => plainName(field) === `next${plainName(one)}`);
      if (name === undefined) continue;
      if (isCursor(value)) return { name, value: String(value) };
      if (value === null || value === '') return '';
    }
  }
  return null;
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

function explicitLink(body: unknown, places: readonly PagingPlace[]): string | null {
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

/** The next page by the numbers beside the rows; null where they don't tell whether there is one. */
function numbered(
  url: string,
  places: readonly PagingPlace[],
  known: readonly string[],
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
    if (page.value >= count.value) return last;
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
      : last;
  }
  // An empty cursor marks the last page. If that is wrong, a total that is greater than the rows shows it.
  if (places.some((place) => nextNames.some((name) => place[name] === null || place[name] === '')))
    return saysMore(places) ? last : deniedNext;
  const query = new URL(url).searchParams;
  const limit = read(sizeNames)?.value ?? Number(query.get('limit'));
  const total = read(totalNames)?.value;
  if (total === undefined || !(limit > 0)) return null;
  const told = read(['offset', 'skip']);
  const names = [...new Set([...query.keys(), ...known, told?.name ?? 'offset'])].filter(
    isRowNumber,
  );
  const offset = told?.value ?? Number(query.get(names[0] ?? '') ?? 0);
  if (offset + limit >= total) return last;
  return {
    addresses: names.map((name) => withQuery(url, name, String(offset + limit))),
    sure: true,
  };
}
