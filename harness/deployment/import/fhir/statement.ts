import { UsageError } from '../../../domain/errors.ts';

/** What a server says that it does for one type of resource. */
export type TypeStatement = {
  /** Codes of interactions: `read`, `vread`, `search-type`, `history-instance`, … */
  interactions: readonly string[];
  /** Names of its search parameters. */
  parameters: readonly string[];
  /** Values of `_include` and `_revinclude`: `Appointment:patient`, `*`. */
  includes: readonly string[];
  revincludes: readonly string[];
  /** Names of operations, without the dollar. */
  operations: readonly string[];
};

/** By resource type, the search parameters that name the patient, with the elements that they search (none: unknown). */
export type Compartment = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * What a CapabilityStatement says of a server, as far as surfaces follow from it. Plain data: the plan keeps it, so that
 * each process of a run, and each half of it, derives the same surfaces.
 */
export type FhirStatement = {
  /** The server's base as the deployment is asked: a path (`/fhir`, or empty), or an address. No slash ends it. */
  base: string;
  /** What the server calls its base itself. It may be an address that only its own network knows. */
  ownBase: string | null;
  fhirVersion: string;
  types: Readonly<Record<string, TypeStatement>>;
  /** Codes of the interactions with the server as a whole: `history-system`, `search-system`, … */
  interactions: readonly string[];
  /** The server offers the Patient compartment: `Patient/{id}/Appointment`. */
  hasCompartment: boolean;
  /** Types of the patient's compartment as the server itself defines it; null: R4's own is used, or none is known. */
  compartment: Compartment | null;
};

/** Most resource types, and most names in one list, that are read. R4 has 148 types. */
const most = { types: 400, names: 1000 };

/** Reads a CapabilityStatement, of which anything may be wrong. Throws a UsageError where it is none. */
export function readStatement(value: unknown, name: string): Omit<FhirStatement, 'base'> {
  const statement = objectOf(value);
  if (statement['resourceType'] !== 'CapabilityStatement')
    throw new UsageError(
      `${name} is no CapabilityStatement`,
      'Name the address of the FHIR server’s own, which ends with /metadata, or a file with it.',
    );
  const rests = listOf(statement['rest']).map(objectOf);
  const rest = rests.find(({ mode }) => mode === 'server') ?? rests[0] ?? {};
  const ofAll = codesIn(rest['searchParam'], 'name');
  const types = listOf(rest['resource'])
    .map(objectOf)
    .flatMap((resource): [string, TypeStatement][] => {
      const type = resource['type'];
      return isType(type) ? [[type, typeStatement(resource, ofAll)]] : [];
    })
    .slice(0, most.types);
  if (types.length === 0)
    throw new UsageError(
      `${name} names no type of resource`,
      'Ask for it as somebody who is shown more: see `signIn` of fromFhir.',
    );
  const { url } = objectOf(statement['implementation']);
  const version = statement['fhirVersion'];
  return {
    ownBase: typeof url === 'string' && URL.canParse(url) ? url.replace(/\/+$/, '') : null,
    fhirVersion: typeof version === 'string' && /^[\w.-]{1,20}$/.test(version) ? version : '',
    types: Object.fromEntries(types),
    interactions: codesIn(rest['interaction'], 'code'),
    hasCompartment: textsOf(rest['compartment']).some((one) =>
      /CompartmentDefinition\/patient$/i.test(one),
    ),
    compartment: null,
  };
}

/** Reads a CompartmentDefinition, or the first in a Bundle of them; null where it is none of the patient's. */
export function readCompartment(value: unknown): Compartment | null {
  const given = objectOf(value);
  const entries = listOf(given['entry']).map((entry) => objectOf(objectOf(entry)['resource']));
  const definition = [given, ...entries].find(
    ({ resourceType, code }) => resourceType === 'CompartmentDefinition' && code === 'Patient',
  );
  if (definition === undefined) return null;
  const found = listOf(definition['resource'])
    .map(objectOf)
    .flatMap(({ code, param }): [string, Record<string, string[]>][] => {
      const names = textsOf(param).filter((name) => isName(name));
      if (!isType(code) || names.length === 0) return [];
      return [[code, Object.fromEntries(names.map((name) => [name, []]))]];
    });
  return found.length === 0 ? null : Object.fromEntries(found.slice(0, most.types));
}

/** @param ofAll names of the search parameters of all types */
function typeStatement(
  resource: Readonly<Record<string, unknown>>,
  ofAll: readonly string[],
): TypeStatement {
  return {
    interactions: codesIn(resource['interaction'], 'code'),
    parameters: [...new Set([...codesIn(resource['searchParam'], 'name'), ...ofAll])],
    includes: textsOf(resource['searchInclude']).filter(isInclude),
    revincludes: textsOf(resource['searchRevInclude']).filter(isInclude),
    operations: codesIn(resource['operation'], 'name').map((name) => name.replace(/^\$/, '')),
  };
}

function codesIn(value: unknown, field: 'code' | 'name'): string[] {
  return textsOf(listOf(value).map((one) => objectOf(one)[field])).filter(isName);
}

function isType(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z][A-Za-z]{1,63}$/.test(value);
}

function isName(name: string): boolean {
  return /^[$\w][\w.-]{0,63}$/.test(name);
}

function isInclude(value: string): boolean {
  return /^(?:\*|[A-Z][A-Za-z]{1,63}:(?:\*|[\w.-]{1,64})(?::[A-Z][A-Za-z]{1,63})?)$/.test(value);
}

function textsOf(value: unknown): string[] {
  const texts = listOf(value).filter((one) => typeof one === 'string');
  return [...new Set(texts)].slice(0, most.names);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
