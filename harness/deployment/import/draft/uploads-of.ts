import { bindingName } from '../../binding-name.ts';
import type { OpenApiDocument } from '../open-api/document.ts';
import { bodyFields } from './body-fields.ts';
import type { DraftCall, DraftUpload } from './draft.ts';
import { fieldsOf, lastWord } from './fields-of.ts';
import { answerPlaces, type Found } from './found.ts';
import { placeOfId } from './places.ts';

/** Paths of files that belong to an account or the service, not to what an account books. */
const ofOthers = /avatar|profile|\bme\b|admin|import|bulk|logo|account|user|patient/i;

/**
 * Finds the operations that take files: for what is booked (`POST /visits/{visit}/photos`), or at a fixed address.
 * `others`: those of which nobody knows what they belong to.
 * @param known operations that the draft has already
 */
export function uploadsOf(
  document: OpenApiDocument,
  found: readonly Found[],
  { book, known }: { book: DraftCall | null; known: readonly Found[] },
): { uploads: DraftUpload[]; others: string[] } {
  const uploads: DraftUpload[] = [];
  const others: string[] = [];
  for (const one of found) {
    const { method, path } = one.operation;
    if (known.includes(one) || !['POST', 'PUT', 'PATCH'].includes(method)) continue;
    const body = bodyFields(document, one.node);
    if (body === null || !body.fields.some(({ file }) => file !== null)) continue;
    const booked = bookedIn(path, book);
    if (booked === undefined) others.push(`${method} ${path}`);
    else uploads.push(uploadOf(document, one, booked, book));
  }
  return { uploads, others };
}

/** What stands in a path for the id of what was booked; null where it has no ids, undefined where it has others. */
export function bookedIn(path: string, book: DraftCall | null): string | null | undefined {
  const bindings = path.match(/\{[^{}]+\}/g) ?? [];
  if (bindings.length === 0) return ofOthers.test(path) ? undefined : null;
  const [binding = ''] = bindings;
  const isOfBooked = book !== null && path.startsWith(`${book.path}/${binding}`);
  return bindings.length === 1 && isOfBooked && book.id !== null ? binding : undefined;
}

function uploadOf(
  document: OpenApiDocument,
  { operation, node }: Found,
  booked: string | null,
  book: DraftCall | null,
): DraftUpload {
  const { method, path } = operation;
  const { as, fields } = bodyFields(document, node) ?? { as: 'json' as const, fields: [] };
  const called = bindingName(lastWord(path));
  const noun = bindingName(lastWord(book?.path ?? ''));
  return {
    method,
    path,
    as,
    fields: fieldsOf(fields, path, 'thing').map((field) => ofBooked(field, book, noun)),
    id: placeOfId(answerPlaces(document, operation), called),
    booked,
    called,
  };
}

/** A field that takes the id of what was booked, such as `visitId`. */
export function ofBooked<Field extends { name: string; code: string | null }>(
  field: Field,
  book: DraftCall | null,
  noun: string,
): Field {
  const isIt = book !== null && book.id !== null && noun !== '' && bindingName(field.name) === noun;
  return isIt && !('file' in field) ? { ...field, code: 'id' } : field;
}
