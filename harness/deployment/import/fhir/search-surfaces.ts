import { searchForAll } from '../../search-term.ts';
import type { Surface } from '../../surface.ts';
import { bundleList, otherList } from './fhir-server.ts';
import type { FhirServer, ResourceType } from './fhir-server.ts';

/** So large a page that a search by POST has one alone: its next page would be asked for by GET. */
const wholePage = 100;

/**
 * The searches of a type: without a parameter (what the session may see), for one patient's by each parameter that names
 * patients, by small pages, and by POST. Others' rows may come by any of them alone, as each is a query of its own.
 */
export function searchSurfaces(server: FhirServer, resource: ResourceType): Surface[] {
  const { at, interactions, isPersonal, queries, parameters } = resource;
  if (!interactions.includes('search-type')) return [];
  if (isPersonal !== true) return [otherList(server, `GET ${at}`, resource)];
  const shows = resource.id === null ? {} : { shows: resource.id };
  const [first] = queries;
  const paged = first === undefined ? '?_count=1' : `?${first.query}&_count=1`;
  return [
    bundleList(server, `GET ${at}`, shows),
    ...queries.map(({ query }) => bundleList(server, `GET ${at}?${query}`, shows)),
    ...(resource.id === null ? [] : [bundleList(server, `GET ${at}${paged}`, shows)]),
    ...(first === undefined || resource.id === null
      ? []
      : [bundleList(server, `POST ${at}/_search?${first.query}&_count=${wholePage}`, shows)]),
    ...(resource.type === 'Patient' && parameters.includes('name')
      ? [bundleList(server, `GET ${at}?name=${searchForAll}`)]
      : []),
    ...(server.hasCompartment && resource.type !== 'Patient'
      ? [
          bundleList(
            server,
            `GET ${server.base}/Patient/{${server.patient}}/${resource.type}`,
            shows,
          ),
        ]
      : []),
  ];
}
