import { covers } from './covers.ts';
import { BrokenReference } from './document.ts';
import type { OpenApiDocument } from './document.ts';
import { endsSomething } from './ends-something.ts';
import { kindOf } from './kind-of.ts';
import type { Operation, UnreadOperation } from './operation.ts';
import { operationsOf } from './operations.ts';
import type { Bases } from './servers.ts';

/**
 * The operations of a document (`GET /api/new`) that are got, can return data, and that none of the surfaces covers.
 * Those that the document marks as public itself (`security: []`) and those that end something need no cover.
 */
export function uncoveredOperations(
  document: OpenApiDocument,
  surfaces: readonly string[],
  bases: Bases = {},
): string[] {
  const got = surfaces.filter((id) => id.startsWith('GET '));
  const uncovered = operationsOf(document, bases).filter((operation) => {
    if (operation.method !== 'GET' || !needsCover(document, operation)) return false;
    const isFixed = (name: string) =>
      'parameters' in operation &&
      operation.parameters.some((one) => one.name === name && one.fixed !== null);
    return !got.some((id) => covers(id, `GET ${operation.path}`, isFixed));
  });
  return [...new Set(uncovered.map(({ path }) => `GET ${path}`))];
}

function needsCover(document: OpenApiDocument, operation: Operation | UnreadOperation): boolean {
  if ('why' in operation) return true;
  if (operation.open === 'said' || endsSomething(operation)) return false;
  try {
    return kindOf(document, operation).kind !== 'none';
  } catch (error) {
    if (error instanceof BrokenReference) return true;
    throw error;
  }
}
