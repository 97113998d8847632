import { UsageError } from '../../../domain/errors.ts';
import { hintFor } from '../../checks/nearest-word.ts';
import type { Surface, UnreachedSurface } from '../../surfaces/surface.ts';
import { unfitIds } from '../unfit-ids.ts';
import { idName, serverOf, typesOf } from './fhir-server.ts';
import type { FhirServer, ResourceType } from './fhir-server.ts';
import { fileSurfaces } from './file-surfaces.ts';
import { includedSurfaces } from './included-surfaces.ts';
import type { FhirOptions } from './options.ts';
import { readSurfaces } from './read-surfaces.ts';
import { searchSurfaces } from './search-surfaces.ts';
import type { FhirStatement } from './statement.ts';
import { wholeSurfaces } from './whole-surfaces.ts';

/** The surfaces of a server that makes this statement. What cannot be tried is unreached, by name and with the reason. */
export function surfacesOf(
  statement: FhirStatement,
  options: FhirOptions,
): (Surface | UnreachedSurface)[] {
  const server = serverOf(statement, options);
  const types = typesOf(server, options.types);
  const all = [
    ...types.flatMap((resource) => [
      ...searchSurfaces(server, resource),
      ...readSurfaces(server, resource),
      ...fileSurfaces(server, resource),
    ]),
    ...includedSurfaces(server, types),
    ...wholeSurfaces(server, types),
    ...unknownOwners(server, types),
    ...unsearchable(types),
    ...changes(types),
    ...unfitIds(options.ids, 'the CapabilityStatement', Object.keys(server.types).map(idName), [
      server.patient,
      ...server.told,
    ]),
  ];
  checkExceptions(
    options.except ?? {},
    all.map((one) => ('path' in one ? one.id : one.unreached)),
  );
  return all.map((one) => {
    const id = 'path' in one ? one.id : one.unreached;
    const why = Object.hasOwn(options.except ?? {}, id) ? options.except?.[id] : undefined;
    return why === undefined ? one : { unreached: id, why };
  });
}

/** Throws a UsageError where an exception is no surface, since it would be passed over silently. */
function checkExceptions(except: Readonly<Record<string, string>>, ids: readonly string[]): void {
  const unknown = Object.keys(except).find((name) => !ids.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(
    `fromFhir: there is no surface ${JSON.stringify(unknown)} to leave out: ${hintFor(unknown, ids, named)}`,
    'Write it as reports call it (GET /fhir/Claim).',
  );
}

/** Types of which nobody knows whether and how they belong to a patient, each by its name. */
function unknownOwners(
  { fhirVersion, compartment }: FhirServer,
  types: readonly ResourceType[],
): UnreachedSurface[] {
  if (compartment !== null) return [];
  const version = fhirVersion === '' ? 'of unknown version' : fhirVersion;
  return types
    .filter(({ interactions }) => interactions.includes('search-type'))
    .map(({ type, at }) => ({
      unreached: `searches of ${type}`,
      why: `${type}: this server’s FHIR is ${version}, whose Patient compartment is known for R4 (4.0) alone, and it serves no CompartmentDefinition of its own: describe its searches by hand, e.g. list('GET ${at}?patient={patient}')`,
    }));
}

/** Types that belong to patients, and that cannot be searched for one's. */
function unsearchable(types: readonly ResourceType[]): UnreachedSurface[] {
  return types
    .filter(
      ({ isPersonal, interactions, queries }) =>
        isPersonal === true && interactions.includes('search-type') && queries.length === 0,
    )
    .map(({ type, at }) => ({
      unreached: `GET ${at}?patient={patient}`,
      why: `the server states no search parameter of ${type} that names the patient`,
    }));
}

const changing = ['create', 'update', 'patch', 'delete'];

/** Most interactions that a report names. */
const named = 20;

/** One unreached surface for all that changes something. */
function changes(types: readonly ResourceType[]): UnreachedSurface[] {
  const found = types.flatMap(({ type, interactions }) =>
    interactions.filter((code) => changing.includes(code)).map((code) => `${code} ${type}`),
  );
  if (found.length === 0) return [];
  const more = found.length > named ? ` and ${found.length - named} more` : '';
  return [
    {
      unreached: `what changes resources (${found.length})`,
      why: `only what reads is tried as others: ${found.slice(0, named).join(', ')}${more}`,
    },
  ];
}
