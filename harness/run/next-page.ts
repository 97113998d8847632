import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../domain/errors.ts';
import { isBinary } from '../domain/surfaces/media-type.ts';
import type { Delivered } from '../exercise/http/deliver.ts';
import { takePages } from '../exercise/rows/take-pages.ts';
import type { Paged, PageRequest } from '../exercise/rows/take-pages.ts';

/** A page of a list that was asked for already: the request, and the answer as `curl --include` writes it. */
export type AskedPage = PageRequest & { answer: Buffer };

/** The page to ask for next. `why`: the list goes on, or may, and nothing tells where. Null: there are no more pages. */
export type NextPage = PageRequest | { why: string } | null;

/**
 * Finds the next page of a list as a run does, `next` of the surface included: the list is taken again from the pages
 * that were asked for, until one is missing.
 * @param home the address that the run asked. A page there is asked for where the first one was
 */
export async function nextPage(
  surface: Paged,
  asked: readonly AskedPage[],
  home: URL,
): Promise<NextPage> {
  const [first] = asked;
  if (first === undefined) return null;
  let missing: PageRequest | null = null;
  const { why } = await takePages(surface, first, async (request) => {
    const wanted = { ...request, url: movedTo(first.url.origin, request.url, home) };
    const known = asked.find((page) => keyOf(page) === keyOf(wanted));
    if (known !== undefined) return { delivered: deliveredBy(known), inspected: null };
    if (wanted.url.origin === first.url.origin) missing = wanted;
    return null;
  });
  return missing ?? (why === null ? null : { why });
}

/**
 * Reads pages from a folder: `1.url` (an address), `1.json` (the request's body; missing or empty: none), `1.answer`.
 * Rejects with a UsageError where one is not whole.
 */
export async function readAskedPages(folder: string): Promise<AskedPage[]> {
  const names = new Set(await readdir(folder).catch(() => []));
  const pages: AskedPage[] = [];
  for (let page = 1; names.has(`${page}.url`); page += 1) {
    const text = async (name: string) => (await readFile(join(folder, name), 'utf8')).trim();
    try {
      const url = new URL(await text(`${page}.url`));
      const body = names.has(`${page}.json`) ? await text(`${page}.json`) : '';
      const answer = await readFile(join(folder, `${page}.answer`));
      pages.push({ url, answer, ...(body === '' ? {} : { json: JSON.parse(body) as unknown }) });
    } catch (error) {
      throw new UsageError(
        `page ${page} in ${folder} is not whole: ${error instanceof Error ? error.message : String(error)}`,
        'The scripts in repro/ write such a folder: call one of those.',
      );
    }
  }
  return pages;
}

function movedTo(origin: string, url: URL, home: URL): URL {
  return url.origin === home.origin ? new URL(url.href.slice(url.origin.length), origin) : url;
}

function keyOf({ url, json }: PageRequest): string {
  return JSON.stringify([url.href, json]);
}

/** The answer as a worker would have it. Interim answers and those of proxies come before it, each with its headers. */
function deliveredBy({ url, answer }: AskedPage): Delivered {
  const head: Record<string, string> = {};
  let status: number | null = null;
  let rest = answer;
  for (;;) {
    const [, code] = /^HTTP\/[\d.]+ (\d{3})/.exec(rest.toString('latin1', 0, 20)) ?? [];
    const end = /\r?\n\r?\n/.exec(rest.toString('latin1'));
    if (code === undefined || end === null) break;
    status = Number(code);
    Object.keys(head).forEach((name) => delete head[name]);
    for (const line of rest.toString('latin1', 0, end.index).split(/\r?\n/).slice(1)) {
      const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
      const key = name.toLowerCase();
      head[key] = key in head ? `${head[key]}, ${value}` : value;
    }
    rest = rest.subarray(end.index + end[0].length);
  }
  const delivery = {
    status,
    headers: head,
    setCookie: [],
    bytes: rest.length,
    truncated: false,
    failure: null,
    sentAt: 0,
    answeredAt: 0,
  };
  const body = isBinary(head['content-type'] ?? '') ? null : rest;
  return { delivery, url, body, redirect: null };
}
