import type { Exchange } from '../har/exchange.ts';
import { jsonOf } from '../har/exchange.ts';
import type { TokenHeader } from './draft.ts';
import { type Place, placesInValue } from './places.ts';
import { bearer, tokenAmong } from './sign-in-of.ts';

/**
 * Where the sign-in's answer holds what later requests carry in a header, and in which; `token` null: there is a cookie.
 * Where the recording holds neither, as browsers leave them out, the usual names of such fields decide.
 */
export function tokenIn(
  signIn: Exchange,
  exchanges: readonly Exchange[],
): { token: Place | null; header: TokenHeader } {
  const later = exchanges.slice(exchanges.indexOf(signIn) + 1);
  const values = placesInValue(jsonOf(signIn));
  for (const { place, value } of values) {
    if (typeof value !== 'string' || value === '') continue;
    const header = carrierOf(value, later);
    if (header !== null) return { token: place, header };
  }
  const hasCookies = later.some(({ requestHeaders }) => requestHeaders.has('cookie'));
  const hasBearer = later.some(({ requestHeaders }) =>
    /^bearer /i.test(requestHeaders.get('authorization') ?? ''),
  );
  if (hasCookies && !hasBearer) return { token: null, header: bearer };
  return { token: tokenAmong(values.map(({ place }) => place)), header: bearer };
}

/** Headers that hold texts of an answer for other reasons. */
const others = /^(?:cookie|referer|origin|host|:.*|user-agent|content-.*|accept.*|x-request.*)$/;

/** The header in which a later request carried a value, alone or after a word: `Bearer`, `Token`. */
function carrierOf(value: string, later: readonly Exchange[]): TokenHeader | null {
  for (const { requestHeaders } of later) {
    for (const [name, sent] of requestHeaders) {
      if (others.test(name) || !sent.endsWith(value)) continue;
      const prefix = sent.slice(0, -value.length);
      const isShort = value.length < 16 && name !== 'authorization';
      if (/^(?:[A-Za-z][\w-]* )?$/.test(prefix) && !isShort) return { name, prefix };
    }
  }
  return null;
}
