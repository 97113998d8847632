import { Validator } from '@seriousme/openapi-schema-validator';
import { UsageError } from '../../../domain/errors.ts';

/**
 * Checks that a value is an OpenAPI document of a known version. Rejects with a UsageError that names the place. Resolves
 * with the faults within paths, by the place of the path item or operation that cannot be read because of them
 * (`/paths/~1visits/put`). `$ref`s are not checked here: an operation that needs a broken one becomes unreached.
 */
export async function checkDocument(value: unknown, name: string): Promise<Map<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${name} is no OpenAPI document: it holds no object`, remedy);
  }
  const version: unknown = Reflect.get(value, 'openapi') ?? Reflect.get(value, 'swagger');
  if (version === undefined) {
    throw new UsageError(`${name} is no OpenAPI document: it has no openapi field`, remedy);
  }
  if (typeof version !== 'string' || !/^(?:2\.0|3\.[012](?:\.\d+)?)(?:-|$)/.test(version)) {
    throw new UsageError(
      `${name}: version ${JSON.stringify(version)?.slice(0, 40)} of OpenAPI is not known`,
      'Those known are "2.0" (Swagger) and "3.0.x" to "3.2.x", as texts: export the document as one of these.',
    );
  }
  const { errors } = await validator.validate({ ...value });
  // If `errors` is a text, it is about a `$ref`.
  const faults = typeof errors === 'string' ? [] : (errors ?? []).filter(isGrave);
  // The deepest place is reported, because errors further up only say that no alternative fits.
  const ordered = faults.toSorted(
    (one, other) => depthOf(other.instancePath) - depthOf(one.instancePath),
  );
  const said = ({ instancePath, message, params }: (typeof ordered)[number]) =>
    `broken at ${instancePath || 'its root'}: ${message ?? 'it is no OpenAPI document'}${detailOf(params)}`;
  const worst = ordered.find(({ instancePath }) => placeOf(instancePath) === null);
  if (worst !== undefined) {
    throw new UsageError(
      `${name} is ${said(worst)}`,
      `Correct it there: it is not as OpenAPI ${version} says.`,
    );
  }
  const found = new Map<string, string>();
  for (const fault of ordered) {
    const place = placeOf(fault.instancePath) ?? '';
    if (!found.has(place)) found.set(place, said(fault));
  }
  return found;
}

/** The place of the operation, or else of the path item, in which a fault lies; null if it lies in neither. */
function placeOf(instancePath: string): string | null {
  const [, item, method = ''] =
    /^(\/paths\/[^/]+)(?:\/(get|put|post|delete|options|head|patch|trace|query)(?=\/|$))?/.exec(
      instancePath,
    ) ?? [];
  return item === undefined ? null : method === '' ? item : `${item}/${method}`;
}

/** The validator is shared, because compiling the schemas of a version takes some time. */
const validator = new Validator({ allErrors: true });

const remedy = 'Name an OpenAPI (3.0 to 3.2) or Swagger (2.0) document, in JSON or YAML.';

/**
 * Whether a fault could hide operations: a fault of the document as a whole, or a wrong type outside schemas. Most
 * documents have minor faults (a response without a description), and can be read all the same.
 */
function isGrave({ keyword, instancePath }: { keyword: string; instancePath: string }): boolean {
  if (instancePath === '' || instancePath === '/paths') return true;
  const isAside = /^\/paths\/.*\/(?:schema|examples?|default)(?:\/|$)/.test(instancePath);
  return keyword === 'type' && instancePath.startsWith('/paths/') && !isAside;
}

function depthOf(pointer: string): number {
  return pointer.split('/').length;
}

/** Names the field that is not allowed, if the fault is about one. */
function detailOf(params: unknown): string {
  if (typeof params !== 'object' || params === null) return '';
  const field: unknown =
    Reflect.get(params, 'additionalProperty') ?? Reflect.get(params, 'unevaluatedProperty');
  return typeof field === 'string' ? ` (${JSON.stringify(field.slice(0, 60))})` : '';
}
