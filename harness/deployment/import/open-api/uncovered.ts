import { covers } from '../../../domain/surfaces/covers.ts';
import { BrokenReference } from './document.ts';
import type { OpenApiDocument } from './document.ts';
import { endsSomething } from './ends-something.ts';
import { kindOf } from './kind-of.ts';
import type { Operation, UnreadOperation } from './operation.ts';
import { operationsOf } from './operations.ts';
import type { Bases } from './servers.ts';

/**
 * An operation that no surface covers. `open`: the document marks it as public itself (`security: []`). `dataless`: it
 * writes, or is a GET that gives no data or seems to end something, so that no surface is expected to cover it.
 */
export type Uncovered = { surface: string; open: boolean; dataless: boolean };

/**
 * The operations of a document that no surface covers (`GET /api/new`, `POST /api/visits`). OPTIONS, HEAD and TRACE are
 * left out.
 */
export function uncoveredOperations(
  document: OpenApiDocument,
  surfaces: readonly string[],
  bases: Bases = {},
): Uncovered[] {
  const uncovered = operationsOf(document, bases).filter((operation) => {
    if (passedOver.includes(operation.method)) return false;
    const isFixed = (name: string) =>
      'parameters' in operation &&
      operation.parameters.some((one) => one.name === name && one.fixed !== null);
    const name = `${operation.method} ${operation.path}`;
    return !surfaces.some((id) => covers(id, name, isFixed));
  });
  const found = new Map<string, Uncovered>();
  for (const operation of uncovered) {
    const surface = `${operation.method} ${operation.path}`;
    const open = 'open' in operation && operation.open === 'said';
    const twin = found.get(surface);
    found.set(surface, {
      surface,
      open: open && twin?.open !== false,
      dataless: !givesData(document, operation) && twin?.dataless !== false,
    });
  }
  return [...found.values()];
}

const passedOver = ['OPTIONS', 'HEAD', 'TRACE'];

function givesData(document: OpenApiDocument, operation: Operation | UnreadOperation): boolean {
  if (operation.method !== 'GET') return false;
  if ('why' in operation) return true;
  if (endsSomething(operation)) return false;
  try {
    return kindOf(document, operation).kind !== 'none';
  } catch (error) {
    if (error instanceof BrokenReference) return true;
    throw error;
  }
}
