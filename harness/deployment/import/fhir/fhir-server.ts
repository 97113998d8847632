import { knownName } from '../../surfaces/binding-name.ts';
import { UsageError } from '../../../domain/errors.ts';
import type { Surface } from '../../surfaces/surface.ts';
import { figure, list, read } from '../../surfaces/surfaces.ts';
import type { ListOptions } from '../../surfaces/surfaces.ts';
import { nextOfBundle, patientEntries } from './bundle.ts';
import { compartmentOf, isOfPatients, patientQueries, r4Compartment } from './compartment.ts';
import type { PatientQuery } from './compartment.ts';
import type { FhirOptions } from './options.ts';
import type { Compartment, FhirStatement, TypeStatement } from './statement.ts';

/** A server as its surfaces are made: what it states, with what the definition adds to it. */
export type FhirServer = FhirStatement & {
  compartment: Compartment | null;
  /** Name of the id of a patient's own record. */
  patient: string;
  /** Names of ids that are search parameters of a patient, too: `identifier`, `email`. */
  told: readonly string[];
  /** Name of the id that the definition returns for a type of resource; null: nothing of it is made. */
  idOf(type: string): string | null;
};

/** One type of resource of a server. */
export type ResourceType = TypeStatement & {
  type: string;
  /** Its address: `/fhir/Appointment`. */
  at: string;
  id: string | null;
  /** Its resources belong to patients. Null: nobody knows, as the server's version of FHIR has no known compartment. */
  isPersonal: boolean | null;
  /** How it is searched for one patient's. Empty: it cannot be. */
  queries: readonly PatientQuery[];
};

/** The header by which a server is asked for FHIR's own JSON. */
export const fhirJson = { accept: 'application/fhir+json' };

/** What the id of a type of resource is called. */
export function idName(type: string): string {
  return type.charAt(0).toLowerCase() + type.slice(1);
}

/** Joins statement and options. */
export function serverOf(statement: FhirStatement, { ids }: FhirOptions): FhirServer {
  const idOf = (type: string) => {
    const name = idName(type);
    return ids === undefined ? name : knownName([name], ids);
  };
  const patient = idOf('Patient');
  if (patient === null)
    throw new UsageError(
      'fromFhir: none of its `ids` names a patient',
      "Return the id of the patient's record as `patient` from accounts.create, and add it to ids.",
    );
  const isId = (name: string) => Object.keys(statement.types).some((type) => idOf(type) === name);
  const told = (statement.types['Patient']?.parameters ?? []).filter(
    (name) => ids?.includes(name) === true && !isId(name),
  );
  return { ...statement, compartment: knownCompartment(statement), patient, told, idOf };
}

/** Search parameters that name a patient, on types of which no compartment tells it. */
const patientNames = ['patient', 'subject', 'beneficiary'];

/** The compartment, and the types that the server itself can search for one patient's (Task, Device). */
function knownCompartment(statement: FhirStatement): Compartment | null {
  const compartment = compartmentOf(statement);
  if (compartment === null) return null;
  const searched = Object.entries(statement.types)
    .filter(([type]) => !Object.hasOwn(compartment, type))
    .map(([type, { parameters }]) => {
      const named = patientNames.filter((name) => parameters.includes(name));
      return [
        type,
        Object.fromEntries(named.map((name): [string, string[]] => [name, []])),
      ] as const;
    });
  return {
    ...compartment,
    ...Object.fromEntries(searched.filter(([, named]) => Object.keys(named).length > 0)),
  };
}

/** The types of resources that are to be tried. */
export function typesOf(server: FhirServer, only: readonly string[] | undefined): ResourceType[] {
  const { base, compartment, patient } = server;
  const missing = only?.find((type) => !Object.hasOwn(server.types, type));
  if (missing !== undefined)
    throw new UsageError(
      `fromFhir: the server states nothing of ${missing}`,
      `Choose among ${Object.keys(server.types).slice(0, 50).join(', ')}.`,
    );
  return Object.entries(server.types)
    .filter(([type]) => only?.includes(type) ?? true)
    .map(([type, stated]) => ({
      ...stated,
      type,
      at: `${base}/${type}`,
      id: server.idOf(type),
      isPersonal: compartment === null ? null : isOfPatients(type, compartment),
      queries: patientQueries(type, stated.parameters, compartment ?? {}, patient),
    }));
}

/** A list whose answer is a Bundle, of which what belongs to patients is the rows. `shows`: the id of what it must show. */
export function bundleList(
  server: FhirServer,
  address: string,
  options: Pick<ListOptions, 'shows' | 'form'> = {},
): Surface {
  const next = nextOfBundle(server);
  const items = patientEntries(server.compartment ?? r4Compartment);
  const made = list(address, { ...options, headers: fhirJson, next, items });
  return { ...imported(made), personal: true };
}

/**
 * A list of what is common to all, which is looked through for patients' markers while its rows are nobody's; or of what
 * nobody knows to be so.
 */
export function otherList(
  server: FhirServer,
  address: string,
  { type, isPersonal }: Pick<ResourceType, 'type' | 'isPersonal'>,
): Surface {
  const unattributed = `a ${type} is in no patient’s compartment`;
  return imported(
    list(address, {
      headers: fhirJson,
      next: nextOfBundle(server),
      ...(isPersonal === false ? { unattributed } : {}),
    }),
  );
}

/** The number of what a search finds. `counts`: the id of what it counts. */
export function bundleTotal(address: string, counts: string): Surface {
  return imported({ ...figure(address, '$.total', { headers: fhirJson }), counts });
}

/** A resource by itself. */
export function resourceRead(address: string): Surface {
  return imported(read(address, { headers: fhirJson }));
}

/** Marks a surface as one that nobody wrote by hand. */
export function imported(surface: Surface): Surface {
  return { ...surface, imported: true };
}
