import type { Surface, UnreachedSurface } from '../../surfaces/surface.ts';
import { bundleList } from './fhir-server.ts';
import type { FhirServer, ResourceType } from './fhir-server.ts';

/** What gives many types at once: everything of a patient, and the server's own history and search. */
export function wholeSurfaces(
  server: FhirServer,
  types: readonly ResourceType[],
): (Surface | UnreachedSurface)[] {
  const { base, patient, interactions } = server;
  const everything = types
    .filter(({ operations }) => operations.some(isEverything))
    .flatMap(({ type, at, id }) => [
      ...(type === 'Patient' ? [bundleList(server, `GET ${at}/$everything`)] : []),
      ...(id === null
        ? []
        : [bundleList(server, `GET ${at}/{${type === 'Patient' ? patient : id}}/$everything`)]),
    ]);
  const personal = types.filter(({ isPersonal, id }) => isPersonal === true && id !== null);
  const names = personal.map(({ type }) => type).join(',');
  return [
    ...everything,
    ...(server.hasCompartment ? [bundleList(server, `GET ${base}/Patient/{${patient}}/*`)] : []),
    ...(interactions.includes('history-system')
      ? [bundleList(server, `GET ${base}/_history`)]
      : []),
    ...(interactions.includes('search-system') && names !== ''
      ? [bundleList(server, `GET ${base === '' ? '/' : base}?_type=${names}`)]
      : []),
    ...otherOperations(types),
  ];
}

function isEverything(name: string): boolean {
  return /^(?:\w+-)?everything$/.test(name);
}

/** Most operations that a report names. */
const named = 20;

/** One unreached surface for all other operations: what they take, and whether they change something, only a person knows. */
function otherOperations(types: readonly ResourceType[]): UnreachedSurface[] {
  const others = types.flatMap(({ type, operations }) =>
    operations.filter((name) => !isEverything(name)).map((name) => `${type}/$${name}`),
  );
  if (others.length === 0) return [];
  const more = others.length > named ? ` and ${others.length - named} more` : '';
  return [
    {
      unreached: `operations (${others.length})`,
      why: `what they take, and whether they change something, is not told: describe by hand those that give data: ${others.slice(0, named).join(', ')}${more}`,
    },
  ];
}
