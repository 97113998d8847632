import { isObject } from '../state/is-object.ts';

/** Most fields, and most characters of a text, of a body that is only a refusal. A larger body may hold data. */
const mostFields = 8;
const longestText = 500;

/** Fields that GraphQL and JSON:API allow beside `errors`. */
const besideErrors = new Set(['errors', 'data', 'extensions', 'jsonapi', 'meta', 'links']);

/** All fields that a FHIR OperationOutcome may have but `contained`, which holds other resources. */
const ofOutcome = new Set(
  'resourceType id meta implicitRules language text extension modifierExtension issue'.split(' '),
);

/** Fields of a `connection_error`, and of its payload. */
const ofConnectionError = new Set(['type', 'id', 'payload']);
const ofPayload = new Set(['message', 'code', 'name']);

/** Codes by which GraphQL servers say that they failed, or that they are asked too often, as others do by a status. */
const failed =
  /^(?:INTERNAL(?:_SERVER)?_ERROR|INTERNAL|(?:SERVICE_)?UNAVAILABLE|DOWNSTREAM_SERVICE_ERROR|(?:GATEWAY_)?TIMEOUT|RATE_?LIMITED|THROTTLED|TOO_MANY_REQUESTS)$/i;

/** What a message says that refuses, whatever its code: many servers call each error that they throw a failure. */
const refusing =
  /forbid|denied|unauthori|unauthenti|permission|\bnot (?:\w+ )?(?:allowed|permitted|authori|authenti|found|exist|yours|logged|signed)|no such|(?:log|sign).?in/i;

/** Whether an error of GraphQL says that the server failed, which tells nothing of what the viewer may see. */
function isFailure(error: unknown): boolean {
  if (!isObject(error) || !isObject(error['extensions'])) return false;
  const { code } = error['extensions'];
  return typeof code === 'string' && failed.test(code) && !refusing.test(String(error['message']));
}

/**
 * Whether a JSON body only reports an error, whatever the status of the answer: `errors` without data (GraphQL,
 * JSON:API), an OperationOutcome (FHIR), `{ "error": "forbidden" }`, `{ "success": false }`.
 */
export function isRefusal(body: unknown): boolean {
  if (Array.isArray(body)) return isBatchRefusal(body);
  if (!isObject(body)) return false;
  const { error, errors, success, ok, data, resourceType } = body;
  if (resourceType === 'OperationOutcome') return holdsOnly(body, ofOutcome);
  if (Array.isArray(errors) && errors.length > 0) {
    if (errors.every(isFailure)) return false;
    // A body with both errors and data is no refusal: the errors are warnings.
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

/** Whether a message of a connection is the `connection_error` by which older servers of GraphQL subscriptions refuse, and nothing more. */
export function isConnectionError(message: unknown): boolean {
  if (!isObject(message) || message['type'] !== 'connection_error') return false;
  const { id, payload } = message;
  if (!holdsOnly(message, ofConnectionError) || !isShort(id ?? null)) return false;
  return isObject(payload)
    ? holdsOnly(payload, ofPayload) && Object.values(payload).every(isShort)
    : isShort(payload);
}

function holdsOnly(body: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): boolean {
  return Object.keys(body).every((name) => names.has(name));
}

/** Whether the answers to several GraphQL queries at once report errors, and nothing else but names of types. */
function isBatchRefusal(answers: readonly unknown[]): boolean {
  const tellsNothing = (one: unknown): boolean =>
    isObject(one) &&
    Object.hasOwn(one, 'data') &&
    isVoid(one['data']) &&
    Object.keys(one).length === 1;
  return (
    answers.length <= mostFields &&
    answers.some((one) => isObject(one) && Array.isArray(one['errors']) && isRefusal(one)) &&
    answers.every((one) => tellsNothing(one) || isRefusal(one))
  );
}

/** Whether a value is null, or an object whose fields are all void: `{ "data": { "viewer": null } }`. The name of a type (`__typename`) says nothing. */
export function isVoid(value: unknown, depth = 6): boolean {
  if (value === null) return true;
  if (!isObject(value) || depth === 0) return false;
  const fields = Object.entries(value);
  return (
    fields.length > 0 &&
    fields.every(
      ([name, field]) =>
        (name === '__typename' && typeof field === 'string') || isVoid(field, depth - 1),
    )
  );
}

function isShort(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= longestText;
  return typeof value === 'object' ? isVoid(value) : true;
}
