import { estimateBits } from '../../canaries/estimate-bits.ts';
import { findJwts } from './jwt.ts';
import type { Header } from './inspect.ts';
import { stringsIn } from './strings-in.ts';

/** A text in an answer that may be a credential. `place`: the same in the answers to others; `where`: for reports. */
export type FreshValue = { place: string; where: string; value: string };

/** Fewest estimated bits of a credential, and the shape that it has. */
const fewestBits = 80;
const shape = /^(?!\/)(?!.*\/\/)[\w.~+/=-]{20,4096}$/;

/**
 * Names of values that are left alone: what ends or renews something once it is used, what belongs to a form or a link,
 * and what cannot be a credential.
 */
const leftAlone =
  /refresh|reset|csrf|xsrf|authenticity|forgery|verif|_token$|viewstate|confirm|activat|invit|subscri|recover|otp|magic|link|url|href|src|sign|hash|digest|etag|checksum|integrity|nonce|state|challenge|cursor|next|prev|page|request|trace|correlation|cookie|content-|policy/i;

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
      estimateBits(value) >= fewestBits &&
      findJwts(value).length === 0,
  );
}

function valuesInText(text: string): FreshValue[] {
  return [...text.matchAll(/(?<=["'>])[\w.~+/=-]{20,4096}(?=["'<])/g)].flatMap(
    ({ 0: value, index }): FreshValue[] => {
      const before = text.slice(Math.max(0, index - around), index);
      const after = text.slice(index + value.length).slice(0, around);
      const [attributes = ''] = after.split('>', 1);
      if (leftAlone.test(before) || leftAlone.test(attributes)) return [];
      return [{ place: `text ${before.slice(-placed)}`, where: 'text of the answer', value }];
    },
  );
}
