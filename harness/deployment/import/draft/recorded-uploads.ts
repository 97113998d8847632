import { bindingName } from '../../binding-name.ts';
import type { Exchange } from '../har/exchange.ts';
import { jsonOf } from '../har/exchange.ts';
import { knownIds } from '../har/known-ids.ts';
import { templateOf } from '../har/template.ts';
import type { DraftCall, DraftUpload } from './draft.ts';
import { lastWord } from './fields-of.ts';
import { placeOfId, placesInValue } from './places.ts';
import { fieldsAgain, sendsFile } from './recorded-fields.ts';
import { bookedIn, ofBooked } from './uploads-of.ts';

/** Finds the recorded requests that sent files, each address once. See `uploadsOf`. */
export function recordedUploads(
  exchanges: readonly Exchange[],
  { origin, book, known }: { origin: string; book: DraftCall | null; known: readonly Exchange[] },
): { uploads: DraftUpload[]; others: string[] } {
  const uploads = new Map<string, DraftUpload>();
  const others = new Set<string>();
  const ids = knownIds(undefined, exchanges);
  const noun = bindingName(lastWord(book?.path ?? ''));
  for (const exchange of exchanges) {
    const { method, status, url } = exchange;
    if (known.includes(exchange) || !['POST', 'PUT', 'PATCH'].includes(method) || status >= 300)
      continue;
    if (url.origin !== origin || !sendsFile(exchange)) continue;
    const template = templateOf(exchange, ids, origin);
    const name = `${method} ${template.path}`;
    const booked = 'why' in template ? undefined : bookedIn(template.path, book);
    if (booked === undefined) others.add(name);
    else if (!uploads.has(name))
      uploads.set(name, uploadOf(exchange, { path: template.path, booked, book, noun }));
  }
  return { uploads: [...uploads.values()], others: [...others] };
}

function uploadOf(
  exchange: Exchange,
  at: { path: string; booked: string | null; book: DraftCall | null; noun: string },
): DraftUpload {
  const { path, booked, book, noun } = at;
  const called = bindingName(lastWord(path));
  const { as, fields } = fieldsAgain(exchange, path, 'thing');
  const places = placesInValue(jsonOf(exchange)).map(({ place }) => place);
  return {
    method: exchange.method,
    path,
    as,
    fields: fields.map((field) => ofBooked(field, book, noun)),
    id: placeOfId(places, called),
    booked,
    called,
  };
}
