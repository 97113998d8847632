import { isPageNumber, isRowBefore, isRowNumber } from '../../deployment/surfaces/page-position.ts';
import type { ListPage } from '../../deployment/surfaces/surface.ts';
import { declaredVariables, isGraphQlBody, withVariable } from '../http/graphql-body.ts';
import { isObject } from '../state/is-object.ts';
import { placesOf } from './paging-places.ts';
import type { Row } from './row.ts';

/** Parameters that are tried where nothing names one. A server that knows none of them gives the same rows again. */
const usual = ['page', 'offset', 'skip'];

/**
 * Addresses that may be the page after this one, of a list that says nothing of it: by the position in the address, else
 * by parameters that the document or the answer names, else by the usual ones. The page after the first is asked for as
 * number 1 too, as services count pages and rows from 0 or from 1: those that count from 1 give the same rows again.
 * @param parameters the query parameters that the list is known to take
 */
export function guessedPages(
  { url, body }: ListPage,
  rows: readonly Row[],
  parameters: readonly string[],
): string[] {
  const places = placesOf(body, rows[0]?.where ?? '$');
  const query = new URL(url).searchParams;
  const present = [...query.keys()].filter(isPosition);
  const told = places.flatMap((place) =>
    Object.keys(place).filter((name) => isPosition(name) && typeof place[name] === 'number'),
  );
  const names =
    present.length > 0 ? present : [...parameters.filter(isPosition), ...told, ...usual];
  return [...new Set(names)].flatMap((name) => {
    const place = places.find((one) => typeof one[name] === 'number');
    const text = query.get(name) ?? (place === undefined ? null : String(place[name]));
    return valuesOf(name, text, rows).map((value) => withQuery(url, name, value));
  });
}

/**
 * GraphQL requests that may be for the page after this one, by the variables that their query declares, as
 * `guessedPages` does by parameters of an address. Variables within objects are none.
 * @param asked body of the request for this page
 */
export function guessedBodies(asked: unknown, rows: readonly Row[]): unknown[] {
  if (!isGraphQlBody(asked)) return [];
  return [...declaredVariables(asked).keys()].filter(isPosition).flatMap((name) => {
    const now = asked.variables?.[name];
    const text = typeof now === 'number' ? String(now) : null;
    return valuesOf(name, text, rows).map((value) => withVariable(asked, name, value));
  });
}

function isPosition(name: string): boolean {
  return isPageNumber(name) || isRowNumber(name) || isRowBefore(name);
}

function valuesOf(name: string, text: string | null, rows: readonly Row[]): string[] {
  if (isRowBefore(name)) {
    const id = idOf(rows.at(-1)?.value);
    return id === null ? [] : [id];
  }
  const now = Number(text);
  if (isPageNumber(name)) return text === null ? ['1', '2'] : [String(now + 1)];
  const next = now + rows.length;
  // Rows are counted from 1 by some services that call the first one their start.
  return text === null && /start/i.test(name) ? [String(next), String(next + 1)] : [String(next)];
}

/** The id of a row, by its usual names; its cursor, where it tells that. */
function idOf(value: unknown): string | null {
  if (!isObject(value)) return null;
  const id = ['cursor', 'id', '_id', 'uuid']
    .map((name) => value[name])
    .find((one) => one !== undefined);
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

/** The address with one parameter of its query set. */
export function withQuery(url: string, name: string, value: string): string {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next.href;
}
