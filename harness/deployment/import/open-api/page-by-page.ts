import { isPageSize } from '../../page-size.ts';
import type { Surface } from '../../surface.ts';
import { list } from '../../surfaces.ts';
import type { Operation } from './operation.ts';

/** Rows on a page with which what follows the first one is met even by those who have little. */
const few = 3;

/**
 * The same list page by page, where it can be asked for with so few rows that there is a second page: what follows
 * the first one is another query. Null where it cannot.
 */
export function pageByPage(surface: Surface, { parameters }: Operation): Surface | null {
  if (surface.gives !== 'list' || surface.method !== 'GET') return null;
  const size = parameters.find(
    ({ name, in: where, required, least }) =>
      where === 'query' && !required && least !== null && least <= few && isPageSize(name),
  );
  if (size === undefined) return null;
  const { id, path, headers, items, imported, open } = surface;
  const query = `${encodeURIComponent(size.name)}=${size.least}`;
  const paged = list(`${id}${path.includes('?') ? '&' : '?'}${query}`, { headers, items });
  return { ...paged, imported, ...(open === undefined ? {} : { open }) };
}
