import { entriesOf } from '../open-api/entries.ts';
import type { Node, OpenApiDocument } from '../open-api/document.ts';
import type { Operation } from '../open-api/operation.ts';
import { operationsOf } from '../open-api/operations.ts';
import { type Place, placesInSchema } from './places.ts';
import { propertiesOf, requiredOf } from './properties-of.ts';

/** An operation, with its place in the document. */
export type Found = { operation: Operation; node: Node };

/** The operations of a document that can be read. */
export function foundOperations(document: OpenApiDocument): Found[] {
  const all = operationsOf(document, {});
  const entries = entriesOf(document);
  return all.flatMap((operation, index) => {
    const node = entries[index]?.node ?? null;
    return 'why' in operation || node === null ? [] : [{ operation, node }];
  });
}

/** Whether an operation has this method, and its path ends in a matching word. */
export function does(operation: Operation, method: string, called: RegExp): boolean {
  return operation.method === method && endsLike(operation, called);
}

function endsLike({ method, path }: Operation, called: RegExp): boolean {
  return method !== 'GET' && called.test(path.split('/').at(-1) ?? '');
}

/** The places of the values in an operation's successful answer, in order of depth. */
export function answerPlaces(document: OpenApiDocument, operation: Operation): Place[] {
  return placesInSchema(document, goodAnswer(operation));
}

/** Whether the document requires the value at this place in an operation's successful answer. */
export function alwaysAnswers(
  document: OpenApiDocument,
  operation: Operation,
  place: Place,
): boolean {
  let schema = goodAnswer(operation);
  for (const key of place) {
    if (schema === null || !requiredOf(document, schema).has(key)) return false;
    schema = propertiesOf(document, schema).get(key) ?? null;
  }
  return true;
}

function goodAnswer({ answers }: Operation): Node | null {
  const good = answers.find(({ status }) => status.startsWith('2'));
  return good?.contents.find(({ type }) => /json/.test(type))?.schema ?? null;
}
