import { isPageSize } from '../../../domain/surfaces/page-size.ts';
import type { Surface } from '../../surfaces/surface.ts';
import type { Operation } from './operation.ts';
import { withQuery } from './with-query.ts';

/** Largest page size with which even accounts with few rows have a second page. */
const few = 3;

/**
 * The same list with small pages, if it has a parameter for the page size: a further page may be a different query on
 * the server. Null if it has no such parameter.
 */
export function pageByPage(surface: Surface, { parameters }: Operation): Surface | null {
  if (surface.gives !== 'list' || surface.method !== 'GET') return null;
  const size = parameters.find(
    ({ name, in: where, required, least }) =>
      where === 'query' && !required && least !== null && least <= few && isPageSize(name),
  );
  return size === undefined ? null : withQuery(surface, size.name, String(size.least));
}
