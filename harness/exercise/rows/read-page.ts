import type { Surface } from '../../deployment/surfaces/surface.ts';
import type { Delivery } from '../http/exchange.ts';
import { parseJson } from '../scan/body-json.ts';
import { parseLines } from './body-lines.ts';
import { parseParts } from './body-parts.ts';
import { rowsOfHtml } from './html-rows.ts';
import type { Row, Rows } from './row.ts';
import { rowsOfSeveral } from './rows-of-several.ts';
import { findRows, isSelector } from './rows.ts';

/** A page of a list with its rows. */
export type ReadPage = {
  /** The parsed body; undefined when it is plain text. */
  json: unknown;
  /** `json` was parsed from another format (CSV, parts), so its paths are not paths in the body. */
  derived?: true;
  rows: readonly Row[];
  /** An HTML page for which the definition does not say how to find rows. */
  rowless?: true;
};

/** The parts of an answer that a page is read from. */
export type PageAnswer = Pick<Delivery, 'status' | 'headers' | 'failure' | 'truncated'> & {
  /** Null when the body is binary or too long. */
  body: Buffer | null;
};

/**
 * Reads the rows from an answer to a list, or says why there are none to read.
 * `refused`: the answer holds an error in place of a list.
 */
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
    const several = lines ?? (body === null ? undefined : parseParts(body, contentType));
    if (several !== undefined) {
      const piece = lines === undefined ? 'part' : /json/i.test(contentType) ? 'line' : null;
      const found =
        surface.items === undefined && piece !== null
          ? rowsOfSeveral(several, piece)
          : findRows(several, surface.items);
      return withRows({ json: several, derived: true }, found);
    }
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
    // The page is still scanned, but a row of an unknown owner cannot be recognised.
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

/** The media type, for a message; a description where the header holds none. */
function kindOf(contentType: string): string {
  return /^[\w.+-]{1,40}\/[\w.+-]{1,60}/.exec(contentType)?.[0] ?? 'an answer without a type';
}
