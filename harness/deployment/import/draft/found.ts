import { entriesOf } from '../open-api/entries.ts';
import type { Node, OpenApiDocument } from '../open-api/document.ts';
import type { Operation } from '../open-api/operation.ts';
import { operationsOf } from '../open-api/operations.ts';
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

export function endsLike({ method, path }: Operation, called: RegExp): boolean {
  return method !== 'GET' && called.test(path.split('/').at(-1) ?? '');
}

/** The names of the fields in an operation's successful answer. */
export function answerFields(document: OpenApiDocument, operation: Operation): string[] {
  const schema = goodAnswer(operation);
  return schema === null ? [] : [...propertiesOf(document, schema).keys()];
}

/** Whether the document requires this field in an operation's successful answer. */
export function alwaysAnswers(
  document: OpenApiDocument,
  operation: Operation,
  field: string,
): boolean {
  const schema = goodAnswer(operation);
  return schema !== null && requiredOf(document, schema).has(field);
}

function goodAnswer({ answers }: Operation): Node | null {
  const good = answers.find(({ status }) => status.startsWith('2'));
  return good?.contents.find(({ type }) => /json/.test(type))?.schema ?? null;
}
