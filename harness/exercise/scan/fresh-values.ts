import { estimateBits } from '../../canaries/estimate-bits.ts';
import type { Header } from './inspect.ts';
import { findAllJwts } from './packed-jwts.ts';
import { stringsIn } from './strings-in.ts';

/** A text in an answer that may be a credential. `place`: the same in the answers to others; `where`: for reports. */
export type FreshValue = { place: string; where: string; value: string };

/** Fewest estimated bits of a credential, and the shape that it has. */
const fewestBits = 80;
const shape = /^(?!\/)(?!.*\/\/)[\w.~+/=-]{20,4096}$/;

/**
 * Names of values that are left alone, wherever they stand in a place: what ends or renews something once it is used, and
 * what belongs to a form or a link.
 */
const leftAlone =
  /refresh|reset|csrf|xsrf|authenticity|forgery|verif|\b_token$|viewstate|confirm|activat|invit|subscri|recover|otp|magic|link/i;

/** Names of what cannot be a credential, if a value is called so itself: a `page` may hold anything. */
const noCredential =
  /url|href|src|sign|hash|digest|etag|checksum|integrity|nonce|state|challenge|cursor|next|prev|page|request|trace|correlation|cookie|content-|policy/i;

/** Letters around a text that is no JSON, from which its name is told, and by which its place is known again. */
const [around, placed] = [60, 24];

/** Finds the texts in an answer that may be credentials: hard to guess, no JWT, and not named as something else. */
export function freshValues(
  json: unknown,
  body: Buffer | null,
  headers: readonly Header[],
): FreshValue[] {
  const inJson = stringsIn(json).map(({ where, text }) => ({ place: where, where, value: text }));
  const inHeaders = headers.map(({ name, value, at }) => ({
    place: `header ${name}`,
    where: at,
    value: value.replace(/^[A-Za-z][\w-]* /, ''),
  }));
  const inText = json === undefined && body !== null ? valuesInText(body.toString('utf8')) : [];
  return [...inJson, ...inHeaders, ...inText].filter(
    ({ place, value }) =>
      shape.test(value) &&
      !leftAlone.test(place) &&
      !noCredential.test(nameOf(place)) &&
      estimateBits(value) >= fewestBits &&
      findAllJwts(value).length === 0,
  );
}

/** What a value is called: the last name of its path. */
function nameOf(place: string): string {
  return place.replaceAll('[]', '').split('.').at(-1) ?? place;
}

function valuesInText(text: string): FreshValue[] {
  return [...text.matchAll(/(?<=["'>])[\w.~+/=-]{20,4096}(?=["'<])/g)].flatMap(
    ({ 0: value, index }): FreshValue[] => {
      const before = text.slice(Math.max(0, index - around), index);
      const after = text.slice(index + value.length).slice(0, around);
      const [attributes = ''] = after.split('>', 1);
      if ([before, attributes].some((text) => leftAlone.test(text) || noCredential.test(text)))
        return [];
      return [{ place: `text ${before.slice(-placed)}`, where: 'text of the answer', value }];
    },
  );
}
