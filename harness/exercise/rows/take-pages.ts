import type { ListPage, Surface } from '../../deployment/surfaces/surface.ts';
import type { Delivered } from '../http/deliver.ts';
import { isGraphQlBody, withVariable } from '../http/graphql-body.ts';
import { nextByPath } from './next-by-path.ts';
import { guessedBodies, guessedPages } from './page-position.ts';
import { isWhole, pageSizeOf, totalWithPlace } from './page-size.ts';
import { nextPages } from './pages.ts';
import { readPage } from './read-page.ts';
import type { ReadPage } from './read-page.ts';

/** One page: the answer, its rows, and the result of its inspection. */
export type Page<Inspected> = ReadPage & {
  delivered: Delivered;
  inspected: Inspected;
  /** JSON body of its request. Default: none. */
  asked?: unknown;
};

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
  /** A page said where the next one is. A list that says so says nothing on its last page. */
  tellsNext: boolean;
};

const mostPages = 1000;

/** The request for one page. `json`: the request's body, for lists that take their parameters there. */
export type PageRequest = { url: URL; json?: unknown };

/** Most rows that one list may add to the history. */
const mostRows = 20_000;

/** What a list is taken by. */
export type Paged = Pick<Surface, 'items' | 'next' | 'parameters' | 'shows' | 'personal'> & {
  /** Another account's answer said where its next page is, so that one that does not say so is the last. Default: false. */
  tellsNext?: boolean;
  /** Paths of totals that count not only the viewer's rows, as the definition says. Default: none. */
  othersTotals?: readonly string[];
};

/**
 * Takes a list page by page until the last. If part of the list is not seen, the result says so. Where a page has as
 * many rows as were asked for, and nothing tells whether there are more, the next page is tried by the usual parameters.
 * @param fetch never rejects; resolves with null for an address that is not the deployment's
 * @param patience milliseconds until the last page must have come. Default: any time
 */
export async function takePages<Inspected>(
  surface: Paged,
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
  let tellsNext = surface.tellsNext ?? false;
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
    tellsNext,
  });
  let next: Next = { candidates: [first], sure: true };
  let wasGuessed = false;
  /** The last page says itself that there is no further one, and is not full. */
  let isDenied = false;
  /** Why a page that there may be was not seen. */
  let failed: string | null = null;
  while (next.candidates.length > 0) {
    if (pages.length >= mostPages) return end(`more than ${mostPages} pages`);
    if (Date.now() > deadline) return end(`the list did not end within ${patience / 1000} s`);
    let taken: Page<Inspected> | null = null;
    for (const candidate of next.candidates) {
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
        if (next.guessed === undefined && next.tentative !== true)
          return end(
            number === 1 ? page.why : `page ${number}: ${page.why}`,
            number > 1,
            page.refused,
          );
        // Where pages were found by this parameter, there is none after the last.
        if (wasGuessed && delivery.status === 404) return end(failed);
        if (page.refused !== true && !saysNone(delivery)) failed ??= `page ${number}: ${page.why}`;
        continue;
      }
      if (pages.length > 0 && isSeen(page)) continue;
      taken = { ...answer, ...page, asked: candidate.json };
      break;
    }
    if (taken === null)
      return end(next.guessed ?? (next.sure ? 'page loop: the same rows again' : failed));
    wasGuessed = next.guessed !== undefined;
    pages.push(taken);
    told ||= taken.rowless !== true;
    count += taken.rows.length;
    if (count > mostRows) return end(`more than ${mostRows} rows`);
    const empty = taken.rows.length === 0 && taken.rowless !== true;
    const following = empty && pages.length > 1 ? none : followingOf(surface, taken, first);
    if (following === null) return end("the surface's `next` function failed on the answer");
    const { candidates, sure } = following;
    if (candidates.length === 0 && sure)
      return end('there are more rows, but not where: set `next` on the surface');
    isDenied =
      following.denied === true &&
      taken.rows.length > 0 &&
      pageSizeOf(asReceived(taken), first.json, taken.rows[0]?.where) !== taken.rows.length;
    const isOver =
      following.over === true || isWhole(pages[0]?.json, count, pages[0]?.rows[0]?.where);
    const goesOn = isOver || tellsNext || sure ? null : unsaid(surface, taken, first);
    tellsNext ||= sure;
    next =
      goesOn === null
        ? following
        : { ...goesOn, candidates: [...candidates, ...goesOn.candidates] };
    if (next.candidates.length === 0 && next.guessed !== undefined) return end(next.guessed);
  }
  const total = isPart(surface) ? null : totalWithPlace(pages[0]?.json, pages[0]?.rows[0]?.where);
  const isMissing =
    total !== null &&
    total.value > count &&
    !isDenied &&
    surface.othersTotals?.includes(total.where) !== true;
  if (isMissing)
    return end(
      `${count} of ${total.value} rows were shown: set \`next\`, or, if others’ are counted, say figure('…', '${total.where}')`,
    );
  return end(total?.value === count ? null : failed);
}

/** What belongs to patients may be fewer rows than there are: everything of a patient names practitioners, too. */
export function isPart({ personal, shows }: Pick<Paged, 'personal' | 'shows'>): boolean {
  return personal === true && shows === undefined;
}

/** Statuses by which a server says that there is no such page, or that it takes no such parameter. */
const noSuchPage = new Set([400, 404, 410, 416, 422]);

/** Whether an answer says that there is no such page. One that failed, or came too late or too often, says nothing. */
function saysNone({ failure, status }: Page<unknown>['delivered']['delivery']): boolean {
  return failure === null && status !== null && noSuchPage.has(status);
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

/** The requests that may be for the next page. */
type Next = {
  candidates: readonly PageRequest[];
  sure: boolean;
  /** The answer says that there is none. Default: it does not. */
  over?: boolean;
  /** It does so in as many words. Default: it does not. */
  denied?: boolean;
  /** The answer does not tell the next page: why the list is not known to be whole, if no candidate is the next page. */
  guessed?: string;
  /** Nothing says that the page was full: that no candidate is the next page leaves nothing open. Default: false. */
  tentative?: true;
};

const none: Next = { candidates: [], sure: false, over: true };

/**
 * Requests that may be for the next page of a full one, where nothing tells whether there is one; null where the page
 * is not full.
 */
function unsaid<Inspected>(surface: Paged, page: Page<Inspected>, first: PageRequest): Next | null {
  const { rows } = page;
  const received = asReceived(page);
  const size = pageSizeOf(received, first.json, rows[0]?.where);
  const bodies = surface.next === undefined ? guessedBodies(page.asked, rows) : [];
  const candidates = bodies.map((json) => ({ ...first, json }));
  if (size === null && rows.length > 0 && bodies.length > 0)
    return { candidates, sure: false, tentative: true };
  if (size !== rows.length) return null;
  // A function of the definition knows. A path may be misspelt.
  if (typeof surface.next === 'function') return null;
  const addresses =
    surface.next === undefined && first.json === undefined
      ? guessedPages(received, rows, Object.keys(surface.parameters ?? {}))
      : [];
  const came = `${rows.length} rows came, as many as a page has`;
  const guessed =
    surface.next === undefined
      ? `${came}, and nothing tells where the next page is: set \`next\` on the surface`
      : `${came}, and nothing at ${surface.next} tells whether there are more: see \`next\` of the surface`;
  return {
    candidates: [
      ...candidates,
      ...addresses.map((address) => ({ ...first, url: new URL(address) })),
    ],
    sure: false,
    guessed,
  };
}

function asReceived<Inspected>({ delivered, json }: Page<Inspected>): ListPage {
  const { url, delivery, body } = delivered;
  return { body: json ?? body?.toString('utf8'), headers: delivery.headers, url: url.href };
}

function followingOf<Inspected>(
  surface: Paged,
  page: Page<Inspected>,
  first: PageRequest,
): Next | null {
  const { url } = page.delivered;
  const received = asReceived(page);
  const parameters = Object.keys(surface.parameters ?? {});
  const at = (addresses: readonly string[]): PageRequest[] =>
    addresses
      .filter((address) => URL.canParse(address, url))
      .map((address) => ({ ...first, url: new URL(address, url) }));
  if (typeof surface.next !== 'function') {
    const { addresses, sure, over, denied, cursor } =
      surface.next === undefined
        ? nextPages(received, page.rows[0]?.where, parameters)
        : nextByPath(received, surface.next, parameters);
    if (!isGraphQlBody(first.json)) return { candidates: at(addresses), sure, over, denied };
    // All of a query is in its body: what would be an address of the next page is none.
    const byCursor = cursor !== undefined && /\$after\b/.test(first.json.query);
    const bodies = byCursor
      ? [withVariable(first.json, 'after', cursor)]
      : sure
        ? guessedBodies(page.asked, page.rows)
        : [];
    return { candidates: bodies.map((json) => ({ url, json })), sure, over, denied };
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
