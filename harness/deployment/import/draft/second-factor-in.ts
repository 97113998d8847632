import type { OpenApiDocument } from '../open-api/document.ts';
import { bodyFields } from './body-fields.ts';
import { answerFields, type Found } from './found.ts';
import { secondFactorNames } from './names.ts';

/** What in a document speaks of a second factor: the operation, or its field; null where nothing does. */
export function secondFactorIn(document: OpenApiDocument, found: readonly Found[]): string | null {
  for (const { operation, node } of found) {
    const { method, path } = operation;
    if (method === 'GET') continue;
    const fields = [
      ...(bodyFields(document, node)?.fields ?? []).map(({ name }) => name),
      ...answerFields(document, operation),
    ];
    const field = fields.find((name) => secondFactorNames.test(name));
    if (path.split('/').some((segment) => secondFactorNames.test(segment)))
      return `${method} ${path}`;
    if (field !== undefined) return `${field} of ${method} ${path}`;
  }
  return null;
}
