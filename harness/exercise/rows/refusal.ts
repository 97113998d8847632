import { isObject } from '../state/is-object.ts';

/** Of an answer that only says no; what holds more is no notice. */
const mostFields = 8;
const longestText = 500;

/** What may stand beside the `errors` of GraphQL and JSON:API, and is no row. */
const besideErrors = new Set(['errors', 'data', 'extensions', 'jsonapi', 'meta', 'links']);

/**
 * Whether a JSON body says nothing but that there was an error, whatever its status: GraphQL's and JSON:API's
 * `errors` without data, FHIR's OperationOutcome, `{ "error": "forbidden" }`, `{ "success": false }`.
 */
export function isRefusal(body: unknown): boolean {
  if (!isObject(body)) return false;
  const { error, errors, success, ok, data, resourceType } = body;
  if (resourceType === 'OperationOutcome') return true;
  if (Array.isArray(errors) && errors.length > 0) {
    // A warning that comes along with what was asked for is none.
    const isBare = ([name, value]: [string, unknown]) => besideErrors.has(name) || isShort(value);
    return isVoid(data ?? null) && Object.entries(body).every(isBare);
  }
  const saysSo =
    error === true ||
    (typeof error === 'string' && error !== '') ||
    isObject(error) ||
    success === false ||
    ok === false;
  const rest = Object.entries(body).filter(([name]) => name !== 'error');
  return saysSo && rest.length <= mostFields && rest.every(([, value]) => isShort(value));
}

/** `{ "data": { "viewer": null } }`: nothing but null, however deep. */
export function isVoid(value: unknown, depth = 6): boolean {
  if (value === null) return true;
  if (!isObject(value) || depth === 0) return false;
  const fields = Object.values(value);
  return fields.length > 0 && fields.every((field) => isVoid(field, depth - 1));
}

function isShort(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= longestText;
  return typeof value === 'object' ? isVoid(value) : true;
}
