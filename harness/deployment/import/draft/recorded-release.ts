import type { Exchange } from '../har/exchange.ts';
import { jsonOf } from '../har/exchange.ts';
import type { Draft } from './draft.ts';
import { isOfRelease } from './names.ts';
import { lastKey, placesInValue } from './places.ts';

/** Most bytes of an answer that is a release as a whole. */
const longest = 200;

/** Finds the recorded request whose answer tells the release: in a field that is called so, or as its whole short text. */
export function recordedRelease(exchanges: readonly Exchange[]): Draft['release'] {
  for (const exchange of exchanges) {
    const { method, status, url, type, body } = exchange;
    if (method !== 'GET' || status !== 200 || !isOfRelease(url.pathname)) continue;
    const field = placesInValue(jsonOf(exchange)).find(({ place, value }) => {
      return /release|version|build/i.test(lastKey(place)) && typeof value === 'string';
    });
    if (field !== undefined) return { path: url.pathname, field: field.place };
    const isText = type.startsWith('text/plain') && body !== null && body.length <= longest;
    if (isText) return { path: url.pathname, field: null };
  }
  return null;
}
