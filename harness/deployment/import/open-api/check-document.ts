import { Validator } from '@seriousme/openapi-schema-validator';
import { UsageError } from '../../../domain/errors.ts';

/**
 * Checks that a value is an OpenAPI document of a known version. Rejects with a UsageError that names the place.
 * `$ref`s are not checked here: an operation that needs a broken one becomes unreached.
 */
export async function checkDocument(value: unknown, name: string): Promise<void> {
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
  const [worst] = faults.toSorted(
    (one, other) => depthOf(other.instancePath) - depthOf(one.instancePath),
  );
  if (worst === undefined) return;
  throw new UsageError(
    `${name} is broken at ${worst.instancePath || 'its root'}: ${worst.message ?? 'it is no OpenAPI document'}${detailOf(worst.params)}`,
    `Correct it there: it is not as OpenAPI ${version} says.`,
  );
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
