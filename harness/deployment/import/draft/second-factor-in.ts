import type { OpenApiDocument } from '../open-api/document.ts';
import { bodyFields } from './body-fields.ts';
import { answerPlaces, type Found } from './found.ts';
import { secondFactorNames } from './names.ts';
import { lastKey } from './places.ts';

/** Name of an operation or field in a document that indicates a second factor; null when there is none. */
export function secondFactorIn(document: OpenApiDocument, found: readonly Found[]): string | null {
  for (const { operation, node } of found) {
    const { method, path } = operation;
    if (method === 'GET') continue;
    const fields = [
      ...(bodyFields(document, node)?.fields ?? []).map(({ name }) => name),
      ...answerPlaces(document, operation).map(lastKey),
    ];
    const field = fields.find((name) => secondFactorNames.test(name));
    if (path.split('/').some((segment) => secondFactorNames.test(segment)))
      return `${method} ${path}`;
    if (field !== undefined) return `${field} of ${method} ${path}`;
  }
  return null;
}
