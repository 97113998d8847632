import { covers } from '../../../domain/covers.ts';
import { BrokenReference } from './document.ts';
import type { OpenApiDocument } from './document.ts';
import { endsSomething } from './ends-something.ts';
import { kindOf } from './kind-of.ts';
import type { Operation, UnreadOperation } from './operation.ts';
import { operationsOf } from './operations.ts';
import type { Bases } from './servers.ts';

/** An operation that no surface covers. `open`: the document marks it as public itself (`security: []`). */
export type Uncovered = { surface: string; open: boolean };

/**
 * The GET operations of a document (`GET /api/new`) that can return data and that no surface covers. Operations that
 * seem to end something are left out.
 */
export function uncoveredOperations(
  document: OpenApiDocument,
  surfaces: readonly string[],
  bases: Bases = {},
): Uncovered[] {
  const got = surfaces.filter((id) => id.startsWith('GET '));
  const uncovered = operationsOf(document, bases).filter((operation) => {
    if (operation.method !== 'GET' || !needsCover(document, operation)) return false;
    const isFixed = (name: string) =>
      'parameters' in operation &&
      operation.parameters.some((one) => one.name === name && one.fixed !== null);
    return !got.some((id) => covers(id, `GET ${operation.path}`, isFixed));
  });
  const found = new Map<string, Uncovered>();
  for (const operation of uncovered) {
    const surface = `GET ${operation.path}`;
    const open = 'open' in operation && operation.open === 'said';
    found.set(surface, { surface, open: open && found.get(surface)?.open !== false });
  }
  return [...found.values()];
}

function needsCover(document: OpenApiDocument, operation: Operation | UnreadOperation): boolean {
  if ('why' in operation) return true;
  if (endsSomething(operation)) return false;
  try {
    return kindOf(document, operation).kind !== 'none';
  } catch (error) {
    if (error instanceof BrokenReference) return true;
    throw error;
  }
}
