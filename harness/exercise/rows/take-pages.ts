import type { Surface } from '../../deployment/surface.ts';
import { parseJson } from '../scan/body-json.ts';
import { parseLines } from './body-lines.ts';
import type { Delivered } from '../http/deliver.ts';
import { rowsOfHtml } from './html-rows.ts';
import { isObject } from '../state/is-object.ts';
import { nextPages, totalOf } from './pages.ts';
import { findRows, isSelector } from './rows.ts';
import type { Row, Rows } from './row.ts';

/** One page as taken: the answer with what was found in it. */
export type Page<Inspected> = {
  delivered: Delivered;
  inspected: Inspected;
  /** The body as data; undefined where it is text. */
  json: unknown;
  /** The data is not written as JSON (CSV): its paths lead nowhere in the body. */
  derived?: true;
  rows: readonly Row[];
  /** A page of HTML whose rows nobody told us how to find. */
  rowless?: true;
};

/** All pages of a list. */
export type Pages<Inspected> = {
  pages: readonly Page<Inspected>[];
  /** Rows of all pages; null where the answer has none to be told. */
  rows: number | null;
  /** Why not everything could be read, in words; null when it could. */
  why: string | null;
  /** Errors came in place of a list. */
  refused: boolean;
  /** There is more, which was not seen. */
  truncated: boolean;
};

const mostPages = 1000;

/** What a page is asked with. `json`: of lists that are asked for in a body. */
export type PageRequest = { url: URL; json?: unknown };

/** Bound of what one list may add to the history. */
const mostRows = 20_000;

/**
 * Takes a list until its pages run out. `fetch` never rejects; it refuses (`null`) addresses that are not
 * the deployment's. That something is left unseen is always said.
 */
export async function takePages<Inspected>(
  surface: Pick<Surface, 'items' | 'next'>,
  first: PageRequest,
  fetch: (request: PageRequest) => Promise<{ delivered: Delivered; inspected: Inspected } | null>,
): Promise<Pages<Inspected>> {
  const pages: Page<Inspected>[] = [];
  const asked = new Set<string>();
  const seen = new Set<string>();
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
    let taken: Page<Inspected> | null = null;
    for (const candidate of candidates) {
      const key = `${candidate.url.href} ${JSON.stringify(candidate.json)}`;
      if (asked.has(key)) continue;
      asked.add(key);
      const answer = await fetch(candidate);
      if (answer === null) return end('the next page is on another host, which is refused');
      const page = readPage(surface, answer);
      if ('why' in page) {
        // Kept all the same: what was found in it counts.
        const number = pages.push({ ...answer, json: undefined, rows: [] });
        return end(
          number === 1 ? page.why : `page ${number}: ${page.why}`,
          number > 1,
          page.refused,
        );
      }
      const text = page.rows.length > 0 ? JSON.stringify(page.rows.map(({ value }) => value)) : '';
      if (text !== '' && seen.has(text)) continue;
      seen.add(text);
      taken = page;
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

const none = { candidates: [], sure: false };

function readPage<Inspected>(
  surface: Pick<Surface, 'items' | 'next'>,
  answer: { delivered: Delivered; inspected: Inspected },
): Page<Inspected> | { why: string; refused?: true } {
  const { delivery, body } = answer.delivered;
  if (delivery.failure !== null) return { why: delivery.failure };
  const { status, headers } = delivery;
  if (status === null || status < 200 || status >= 300) return { why: `status ${status}` };
  if (delivery.truncated) return { why: 'the body was too long' };
  if (status === 204 || status === 205) return { ...answer, json: undefined, rows: [] };
  const contentType = headers['content-type'] ?? '';
  if (typeof surface.items !== 'function') {
    const lines = body === null ? undefined : parseLines(body, contentType);
    if (lines !== undefined)
      return withRows({ ...answer, json: lines, derived: true }, findRows(lines, surface.items));
  }
  const json = parseJson(body, contentType);
  if (json !== undefined) return withRows({ ...answer, json }, findRows(json, surface.items));
  if (body === null) return { why: 'the answer is no text that rows could be told in' };
  const text = body.toString('utf8');
  if (typeof surface.items === 'function')
    return withRows({ ...answer, json }, findRows(text, surface.items));
  if (/html|xml/.test(contentType)) {
    if (isSelector(surface.items))
      return withRows(
        { ...answer, json },
        rowsOfHtml(text, surface.items, /[/+]xml\b/.test(contentType) ? 'xml' : 'html'),
      );
    // What is on it is still looked at, but nobody can tell a row of somebody unknown.
    if (contentType.includes('html') && surface.items === undefined)
      return { ...answer, json, rows: [], rowless: true };
  }
  if (/\bjson\b/.test(contentType)) return { why: 'the list is not valid JSON' };
  return {
    why: `the rows of ${kindOf(contentType)} could not be told: set \`items\` on the surface`,
  };
}

function withRows<Answer extends object>(
  answer: Answer,
  found: Rows,
): (Answer & { rows: readonly Row[] }) | { why: string; refused?: true } {
  return 'why' in found ? found : { ...answer, rows: found.rows };
}

/** The media type of an answer, where it is one. */
function kindOf(contentType: string): string {
  return /^[\w.+-]{1,40}\/[\w.+-]{1,60}/.exec(contentType)?.[0] ?? 'an answer without a type';
}

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

/** A GraphQL query with the cursor in its variable `$after`; undefined for what is none. */
function withCursor(json: unknown, cursor: string): unknown {
  if (!isObject(json) || typeof json['query'] !== 'string' || !/\$after\b/.test(json['query']))
    return undefined;
  const variables = isObject(json['variables']) ? json['variables'] : {};
  return { ...json, variables: { ...variables, after: cursor } };
}
