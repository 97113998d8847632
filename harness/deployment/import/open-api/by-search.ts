import { isSearchTerm, searchForAll } from '../../surfaces/search-term.ts';
import type { Surface } from '../../surfaces/surface.ts';
import type { Operation } from './operation.ts';
import { withQuery } from './with-query.ts';

/**
 * The same answer, searched for what every marker begins with, if it can be searched: many searches show nothing as long
 * as nothing is searched for, and are another query on the server. Null if it has no parameter for it.
 */
export function bySearch(surface: Surface, { parameters }: Operation): Surface | null {
  if (surface.method !== 'GET' || !['list', 'read'].includes(surface.gives)) return null;
  const term = parameters.find(
    ({ name, in: where, required, fixed }) =>
      where === 'query' && !required && fixed === null && isSearchTerm(name),
  );
  return term === undefined ? null : withQuery(surface, term.name, searchForAll);
}
