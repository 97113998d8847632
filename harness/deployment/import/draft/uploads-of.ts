import type { OpenApiDocument } from '../open-api/document.ts';
import { bodyFields } from './body-fields.ts';
import { callOf } from './call-of.ts';
import type { DraftCall, DraftUpload } from './draft.ts';
import type { Found } from './found.ts';
import type { Asked } from './name-of-id.ts';

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
  { book, known, asked }: { book: DraftCall | null; known: readonly Found[]; asked: Asked },
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
    else uploads.push({ ...callOf(document, one, asked, 'thing', book), booked });
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
