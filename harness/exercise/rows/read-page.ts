import type { Surface } from '../../deployment/surface.ts';
import type { Delivery } from '../http/exchange.ts';
import { parseJson } from '../scan/body-json.ts';
import { parseLines } from './body-lines.ts';
import { rowsOfHtml } from './html-rows.ts';
import type { Row, Rows } from './row.ts';
import { findRows, isSelector } from './rows.ts';

/** A page of a list with its rows. */
export type ReadPage = {
  /** The body as data; undefined where it is text. */
  json: unknown;
  /** The data is not written as JSON (CSV): its paths lead nowhere in the body. */
  derived?: true;
  rows: readonly Row[];
  /** A page of HTML whose rows nobody told us how to find. */
  rowless?: true;
};

/** What a page is read from. */
export type PageAnswer = Pick<Delivery, 'status' | 'headers' | 'failure' | 'truncated'> & {
  /** Null: it is no text, or too long. */
  body: Buffer | null;
};

/** Tells the rows of a list's page, or why they cannot be told, in words; `refused`: an error came in its place. */
export function readPage(
  surface: Pick<Surface, 'items'>,
  { status, headers, failure, truncated, body }: PageAnswer,
): ReadPage | { why: string; refused?: true } {
  if (failure !== null) return { why: failure };
  if (status === null || status < 200 || status >= 300) return { why: `status ${status}` };
  if (truncated) return { why: 'the body was too long' };
  if (status === 204 || status === 205) return { json: undefined, rows: [] };
  const contentType = headers['content-type'] ?? '';
  if (typeof surface.items !== 'function') {
    const lines = body === null ? undefined : parseLines(body, contentType);
    if (lines !== undefined)
      return withRows({ json: lines, derived: true }, findRows(lines, surface.items));
  }
  const json = parseJson(body, contentType);
  if (json !== undefined) return withRows({ json }, findRows(json, surface.items));
  if (body === null) return { why: 'the answer is no text that rows could be told in' };
  const text = body.toString('utf8');
  if (typeof surface.items === 'function') return withRows({ json }, findRows(text, surface.items));
  if (/html|xml/.test(contentType)) {
    if (isSelector(surface.items)) {
      const syntax = /[/+]xml\b/.test(contentType) ? 'xml' : 'html';
      return withRows({ json }, rowsOfHtml(text, surface.items, syntax));
    }
    // What is on it is still looked at, but nobody can tell a row of somebody unknown.
    if (contentType.includes('html') && surface.items === undefined)
      return { json, rows: [], rowless: true };
  }
  if (/\bjson\b/.test(contentType)) return { why: 'the list is not valid JSON' };
  return {
    why: `the rows of ${kindOf(contentType)} could not be told: set \`items\` on the surface`,
  };
}

function withRows<Told extends Omit<ReadPage, 'rows'>>(
  told: Told,
  found: Rows,
): (Told & { rows: readonly Row[] }) | { why: string; refused?: true } {
  return 'why' in found ? found : { ...told, rows: found.rows };
}

/** The media type of an answer, where it is one. */
function kindOf(contentType: string): string {
  return /^[\w.+-]{1,40}\/[\w.+-]{1,60}/.exec(contentType)?.[0] ?? 'an answer without a type';
}
