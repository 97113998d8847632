import type { Surface, UnreachedSurface } from '../../surfaces/surface.ts';
import { bundleList } from './fhir-server.ts';
import type { FhirServer, ResourceType } from './fhir-server.ts';

/** Most searches with included resources. A server may state hundreds. */
const most = 60;

type Included = { surface: Surface; weight: number };

/**
 * Searches that include other resources with what they match, which a server may forget to check: the patient's own with
 * what refers to it (`_revinclude`) or what it refers to (`_include`), and what is common to all with patients' that
 * refer to it (`Practitioner?_revinclude=Appointment:practitioner`).
 */
export function includedSurfaces(
  server: FhirServer,
  types: readonly ResourceType[],
): (Surface | UnreachedSurface)[] {
  const made = new Set(types.filter(({ id }) => id !== null).map(({ type }) => type));
  const personal = new Set(types.filter((one) => one.isPersonal === true).map(({ type }) => type));
  const found = types.flatMap((resource) => includedWith(server, resource, { made, personal }));
  const chosen = found.toSorted((one, other) => one.weight - other.weight).slice(0, most);
  const left = found.filter((one) => !chosen.includes(one)).map(({ surface }) => surface.id);
  return [...chosen.map(({ surface }) => surface), ...leftOut(left)];
}

type Known = { made: ReadonlySet<string>; personal: ReadonlySet<string> };

function includedWith(
  server: FhirServer,
  { type, at, interactions, queries, includes, revincludes, isPersonal }: ResourceType,
  { made, personal }: Known,
): Included[] {
  if (!interactions.includes('search-type') || isPersonal === null) return [];
  const [first] = queries;
  const query = first === undefined ? '' : `${first.query}&`;
  const search = (name: string, value: string, weight: number): Included => ({
    surface: bundleList(server, `GET ${at}?${query}${name}=${encodeURIComponent(value)}`),
    weight,
  });
  const common = isPersonal ? 0 : 1;
  return [
    ...(isPersonal && made.has(type) ? includes : []).map((value) => search('_include', value, 1)),
    ...revincludes
      .filter((value) => value === '*' || isTried(value, { made, personal }))
      .map((value) => search('_revinclude', value, common)),
  ];
}

/** Whether what a `_revinclude` brings may be a patient's, and is made by the definition. */
function isTried(value: string, { made, personal }: Known): boolean {
  const [source = ''] = value.split(':');
  return personal.has(source) && made.has(source);
}

/** Most searches that a report names. */
const named = 10;

function leftOut(left: readonly string[]): UnreachedSurface[] {
  if (left.length === 0) return [];
  const more = left.length > named ? ` and ${left.length - named} more` : '';
  return [
    {
      unreached: `searches with included resources (${left.length})`,
      why: `more than ${most} are stated; name the \`ids\` that the definition returns, or write these by hand: ${left.slice(0, named).join(', ')}${more}`,
    },
  ];
}
