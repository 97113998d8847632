import type { Surface } from '../../deployment/surface.ts';
import type { Delivered } from '../http/deliver.ts';
import { isObject } from '../state/is-object.ts';
import { nextPages, totalOf } from './pages.ts';
import { readPage } from './read-page.ts';
import type { ReadPage } from './read-page.ts';

/** One page: the answer, its rows, and the result of its inspection. */
export type Page<Inspected> = ReadPage & { delivered: Delivered; inspected: Inspected };

/** All pages of a list. */
export type Pages<Inspected> = {
  pages: readonly Page<Inspected>[];
  /** Number of rows on all pages; null when no page had rows that could be found. */
  rows: number | null;
  /** Why the list could not be read completely; null when it could. */
  why: string | null;
  /** The answer holds an error in place of a list. */
  refused: boolean;
  /** The list goes on, and the rest was not seen. */
  truncated: boolean;
};

const mostPages = 1000;

/** The request for one page. `json`: the request's body, for lists that take their parameters there. */
export type PageRequest = { url: URL; json?: unknown };

/** Most rows that one list may add to the history. */
const mostRows = 20_000;

/**
 * Takes a list page by page until the last. If part of the list is not seen, the result says so.
 * @param fetch never rejects; resolves with null for an address that is not the deployment's
 * @param patience milliseconds until the last page must have come. Default: any time
 */
export async function takePages<Inspected>(
  surface: Pick<Surface, 'items' | 'next'>,
  first: PageRequest,
  fetch: (request: PageRequest) => Promise<{ delivered: Delivered; inspected: Inspected } | null>,
  patience = Infinity,
): Promise<Pages<Inspected>> {
  const deadline = Date.now() + patience;
  const pages: Page<Inspected>[] = [];
  const asked = new Set<string>();
  const isSeen = seenPages(pages);
  let count = 0;
  let told = false;
  const end = (
    why: string | null,
    truncated = why !== null,
    refused = false,
  ): Pages<Inspected> => ({
    pages,
    rows: told ? count : null,
    why,
    refused,
    truncated,
  });
  let candidates: readonly PageRequest[] = [first];
  let sure = true;
  while (candidates.length > 0) {
    if (pages.length >= mostPages) return end(`more than ${mostPages} pages`);
    if (Date.now() > deadline) return end(`the list did not end within ${patience / 1000} s`);
    let taken: Page<Inspected> | null = null;
    for (const candidate of candidates) {
      const { href } = candidate.url;
      const key = candidate.json === undefined ? href : `${href} ${JSON.stringify(candidate.json)}`;
      if (asked.has(key)) continue;
      asked.add(key);
      const answer = await fetch(candidate);
      if (answer === null) return end('the next page is on another host, which is refused');
      const { delivery, body } = answer.delivered;
      const page = readPage(surface, { ...delivery, body });
      if ('why' in page) {
        // The page is kept without rows, because the sightings in it count.
        const number = pages.push({ ...answer, json: undefined, rows: [] });
        return end(
          number === 1 ? page.why : `page ${number}: ${page.why}`,
          number > 1,
          page.refused,
        );
      }
      if (pages.length > 0 && isSeen(page)) continue;
      taken = { ...answer, ...page };
      break;
    }
    if (taken === null) return sure ? end('page loop: the same rows again') : end(null);
    pages.push(taken);
    told ||= taken.rowless !== true;
    count += taken.rows.length;
    if (count > mostRows) return end(`more than ${mostRows} rows`);
    const empty = taken.rows.length === 0 && taken.rowless !== true;
    const next = empty && pages.length > 1 ? none : following(surface, taken, first);
    if (next === null) return end("the surface's `next` function failed on the answer");
    ({ candidates, sure } = next);
    if (candidates.length === 0 && sure)
      return end('there are more rows, but not where: set `next` on the surface');
  }
  const total = totalOf(pages[0]?.json, pages[0]?.rows[0]?.where);
  return total !== null && total > count ? end(`${count} of ${total} rows were shown`) : end(null);
}

/** Tells whether a page has the same rows as any before it. Most lists have one page, and need no look. */
function seenPages(pages: readonly Pick<ReadPage, 'rows'>[]): (page: ReadPage) => boolean {
  const seen = new Set<string>();
  let looked = 0;
  const textOf = ({ rows }: Pick<ReadPage, 'rows'>): string =>
    rows.length > 0 ? JSON.stringify(rows.map(({ value }) => value)) : '';
  return (page) => {
    for (; looked < pages.length; looked += 1) seen.add(textOf(pages[looked] ?? page));
    const text = textOf(page);
    return text !== '' && seen.has(text);
  };
}

const none = { candidates: [], sure: false };

function following<Inspected>(
  surface: Pick<Surface, 'next'>,
  page: Page<Inspected>,
  first: PageRequest,
): { candidates: readonly PageRequest[]; sure: boolean } | null {
  const { url, delivery, body } = page.delivered;
  const received = {
    body: page.json ?? body?.toString('utf8'),
    headers: delivery.headers,
    url: url.href,
  };
  const at = (addresses: readonly string[]): PageRequest[] =>
    addresses
      .filter((address) => URL.canParse(address, url))
      .map((address) => ({ ...first, url: new URL(address, url) }));
  if (surface.next === undefined) {
    const { addresses, sure, cursor } = nextPages(received, page.rows[0]?.where);
    const json = cursor === undefined ? undefined : withCursor(first.json, cursor);
    return { candidates: json === undefined ? at(addresses) : [{ url, json }], sure };
  }
  try {
    const next = surface.next(received);
    if (next === null) return none;
    return {
      candidates: typeof next === 'string' ? at([next]) : [{ url, json: next.json }],
      sure: true,
    };
  } catch {
    return null;
  }
}

/** Sets the variable `$after` of a GraphQL query to the cursor; undefined when the body is no such query. */
function withCursor(json: unknown, cursor: string): unknown {
  if (!isObject(json) || typeof json['query'] !== 'string' || !/\$after\b/.test(json['query']))
    return undefined;
  const variables = isObject(json['variables']) ? json['variables'] : {};
  return { ...json, variables: { ...variables, after: cursor } };
}
