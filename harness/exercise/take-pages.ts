import type { Surface } from '../deployment/surface.ts';
import { parseJson } from './body-json.ts';
import type { Delivered } from './deliver.ts';
import { nextPages, totalOf } from './pages.ts';
import { findRows } from './rows.ts';
import type { Row } from './rows.ts';

/** One page as taken: the answer with what was found in it. */
export type Page<Inspected> = { delivered: Delivered; inspected: Inspected; json: unknown; rows: readonly Row[] };

/** All pages of a list. */
export type Pages<Inspected> = {
  pages: readonly Page<Inspected>[];
  /** Rows of all pages; null where the answer has none to be told. */
  rows: number | null;
  /** Why not everything could be read, in words; null when it could. */
  why: string | null;
  /** There is more, which was not seen. */
  truncated: boolean;
};

const mostPages = 1000;

/** Bound of what one list may add to the history. */
const mostRows = 20_000;

/**
 * Takes a list until its pages run out. `fetch` never rejects; it refuses (`null`) addresses that are not
 * the deployment's. That something is left unseen is always said.
 */
export async function takePages<Inspected>(
  surface: Pick<Surface, 'items' | 'next'>,
  first: URL,
  fetch: (url: URL) => Promise<{ delivered: Delivered; inspected: Inspected } | null>,
): Promise<Pages<Inspected>> {
  const pages: Page<Inspected>[] = [];
  const addresses = new Set<string>();
  const seen = new Set<string>();
  let count = 0;
  const end = (why: string | null, truncated = why !== null): Pages<Inspected> => ({
    pages,
    rows: pages.length > 0 && pages[0]?.json !== undefined ? count : null,
    why,
    truncated,
  });
  let candidates: readonly string[] = [first.href];
  let sure = true;
  while (candidates.length > 0) {
    if (pages.length >= mostPages) return end(`more than ${mostPages} pages`);
    let taken: Page<Inspected> | null = null;
    for (const address of candidates) {
      if (addresses.has(address)) continue;
      addresses.add(address);
      const answer = await fetch(new URL(address));
      if (answer === null) return end('the next page is on another host, which is refused');
      const page = readPage(surface, answer);
      if ('why' in page) {
        // Kept all the same: what was found in it counts.
        const number = pages.push({ ...answer, json: undefined, rows: [] });
        if (page.expected && number === 1) return end(null);
        return end(number === 1 ? page.why : `page ${number}: ${page.why}`, number > 1);
      }
      const text = page.rows.length > 0 ? JSON.stringify(page.rows.map(({ value }) => value)) : '';
      if (text !== '' && seen.has(text)) continue;
      seen.add(text);
      taken = page;
      break;
    }
    if (taken === null) return sure ? end('page loop: the same rows again') : end(null);
    pages.push(taken);
    count += taken.rows.length;
    if (count > mostRows) return end(`more than ${mostRows} rows`);
    const next = taken.rows.length === 0 && pages.length > 1 ? none : following(surface, taken);
    if (next === null) return end("the surface's `next` function failed on the answer");
    ({ addresses: candidates, sure } = next);
    if (candidates.length === 0 && sure) return end('there are more rows, but not where: set `next` on the surface');
  }
  const total = totalOf(pages[0]?.json);
  return total !== null && total > count ? end(`${count} of ${total} rows were shown`) : end(null);
}

const none = { addresses: [], sure: false };

function readPage<Inspected>(
  surface: Pick<Surface, 'items' | 'next'>,
  answer: { delivered: Delivered; inspected: Inspected },
): Page<Inspected> | { why: string; expected: boolean } {
  const { delivery, body } = answer.delivered;
  if (delivery.failure !== null) return { why: delivery.failure, expected: false };
  const { status, headers } = delivery;
  if (status === null || status < 200 || status >= 300) return { why: `status ${status}`, expected: false };
  if (delivery.truncated) return { why: 'the body was too long', expected: false };
  const contentType = headers['content-type'] ?? '';
  const json = parseJson(body, contentType);
  if (json === undefined) {
    // A page has no rows to be told; where the definition describes them, JSON was meant.
    const page = contentType.includes('html') && surface.items === undefined && surface.next === undefined;
    return { why: 'the list is not JSON', expected: page };
  }
  const found = findRows(json, surface.items);
  return 'why' in found ? { why: found.why, expected: false } : { ...answer, json, rows: found.rows };
}

function following<Inspected>(
  surface: Pick<Surface, 'next'>,
  page: Page<Inspected>,
): { addresses: readonly string[]; sure: boolean } | null {
  const { url, delivery } = page.delivered;
  const received = { body: page.json, headers: delivery.headers, url: url.href };
  const found = (() => {
    if (surface.next === undefined) return nextPages(received);
    try {
      const address = surface.next(received);
      return address === null ? none : { addresses: [address], sure: true };
    } catch {
      return null;
    }
  })();
  if (found === null) return null;
  const addresses = found.addresses.filter((address) => URL.canParse(address, url));
  return { addresses: addresses.map((address) => new URL(address, url).href), sure: found.sure };
}
