import type { Exchange } from '../har/exchange.ts';
import { knownIds } from '../har/known-ids.ts';
import { templateOf } from '../har/template.ts';
import type { DraftCall, DraftUpload } from './draft.ts';
import type { Asked } from './name-of-id.ts';
import { recordedCall } from './recorded-call.ts';
import { sendsFile } from './recorded-fields.ts';
import { bookedIn } from './uploads-of.ts';

type Context = {
  origin: string;
  book: DraftCall | null;
  /** Exchanges that the draft has already. */
  known: readonly Exchange[];
  asked: Asked;
};

/** Finds the recorded requests that sent files, each address once. See `uploadsOf`. */
export function recordedUploads(
  exchanges: readonly Exchange[],
  { origin, book, known, asked }: Context,
): { uploads: DraftUpload[]; others: string[] } {
  const uploads = new Map<string, DraftUpload>();
  const others = new Set<string>();
  const ids = knownIds(undefined, exchanges);
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
      uploads.set(name, {
        ...recordedCall(exchange, template.path, asked, 'thing', book),
        booked,
      });
  }
  return { uploads: [...uploads.values()], others: [...others] };
}
