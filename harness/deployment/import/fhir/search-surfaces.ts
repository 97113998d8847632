import { searchForAll } from '../../surfaces/search-term.ts';
import type { Surface } from '../../surfaces/surface.ts';
import { bundleList, bundleTotal, otherList } from './fhir-server.ts';
import type { FhirServer, ResourceType } from './fhir-server.ts';

/** A search's parameters as the fields of a form. */
function formOf(query: string): Record<string, string> {
  return Object.fromEntries(query.split('&').map((field) => field.split('=')));
}

/**
 * The searches of a type: without a parameter (what the session may see), for one patient's by each parameter that names
 * patients, by small pages, and by POST. Others' rows may come by any of them alone, as each is a query of its own.
 */
export function searchSurfaces(server: FhirServer, resource: ResourceType): Surface[] {
  const { at, interactions, isPersonal, queries, parameters } = resource;
  if (!interactions.includes('search-type')) return [];
  if (isPersonal !== true) return [otherList(server, `GET ${at}`, resource)];
  const { id, type } = resource;
  const first = queries.find(({ isWhole }) => isWhole);
  const list = (address: string) => bundleList(server, address);
  // Only what asks for all of one patient's must show it: some servers show nothing unless they are asked for somebody,
  // or pass over parameters of a search by POST.
  const whole = (address: string) => bundleList(server, address, id === null ? {} : { shows: id });
  return [
    list(`GET ${at}`),
    ...queries.map((one) => (one === first ? whole : list)(`GET ${at}?${one.query}`)),
    ...(id !== null && first !== undefined
      ? [
          whole(`GET ${at}?${first.query}&_count=1`),
          bundleList(server, `POST ${at}/_search`, { form: formOf(first.query) }),
          ...counts(resource, id, first.query),
        ]
      : []),
    ...(id !== null && first === undefined ? [list(`GET ${at}?_count=1`)] : []),
    ...narrowed(server, resource).map(list),
    ...(type === 'Patient' && parameters.includes('name')
      ? [list(`GET ${at}?name=${searchForAll}`)]
      : []),
    ...(server.hasCompartment && type !== 'Patient'
      ? [list(`GET ${server.base}/Patient/{${server.patient}}/${type}`)]
      : []),
  ];
}

/** How many there are, without any row: of what the session may see, and of one patient's. */
function counts({ type, at }: ResourceType, id: string, query: string): Surface[] {
  // Patients are none of the things that a run makes again and again, so their number follows nobody.
  if (type === 'Patient') return [];
  return [
    bundleTotal(`GET ${at}?_summary=count`, id),
    bundleTotal(`GET ${at}?${query}&_summary=count`, id),
  ];
}

/**
 * Further searches that find what is one patient's alone: by the resource's own id, by a chain through the patient, and
 * by what else the definition tells of its patients (`identifier`, `email`), on the patient or through a chain.
 */
function narrowed(
  server: FhirServer,
  { type, at, id, parameters, queries }: ResourceType,
): string[] {
  if (id === null) return [];
  const { patient, told } = server;
  if (type === 'Patient')
    return told
      .filter((name) => parameters.includes(name))
      .map((name) => `GET ${at}?${name}={${name}}`);
  const [first] = queries;
  const through = first?.isWhole === true ? first.query.replace(/=.*$/, '') : null;
  const chained = through === 'patient' || through === null ? through : `${through}:Patient`;
  const values = [['_id', patient], ...told.map((name) => [name, name])];
  return [
    `GET ${at}?_id={${id}}`,
    ...(chained === null
      ? []
      : values.map(([name, value]) => `GET ${at}?${chained}.${name}={${value}}`)),
  ];
}
