import { isPageSize } from '../../../domain/page-size.ts';
import type { Surface } from '../../surface.ts';
import { list } from '../../surfaces.ts';
import type { Operation } from './operation.ts';

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
  if (size === undefined) return null;
  const { id, path, headers, items, imported, open } = surface;
  // What gives the position of a page is needed to follow the list to its end.
  const { [size.name]: _, ...others } = surface.parameters ?? {};
  const query = `${encodeURIComponent(size.name)}=${size.least}`;
  const paged = list(`${id}${path.includes('?') ? '&' : '?'}${query}`, {
    headers,
    items,
    ...(Object.keys(others).length > 0 ? { parameters: others } : {}),
  });
  return { ...paged, imported, ...(open === undefined ? {} : { open }) };
}
