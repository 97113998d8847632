import { estimateBits } from '../../canaries/estimate-bits.ts';
import { endOfRun } from './end-of-run.ts';
import type { Header } from './inspect.ts';
import { parseJson } from './body-json.ts';
import { findAllJwts } from './packed-jwts.ts';
import { stringsIn } from './strings-in.ts';
import type { TooMany } from './strings-in.ts';

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
/** What a text is led in by where it is a value, and what it ends before: quotes, also escaped, tags, pairs, and lines. */
const before = /(?:^|["'`>=:\s]|&(?:quot|#34|#39|#x27|apos);)$/;
const after = /^(?:$|\\?["'`<>\s;,]|&)/;
/** Most texts that are packed in one another. */
const deepest = 2;
/** The beginning of a run of what a credential may be made of, and what ends the run. */
const [credentialStart, afterCredential] = [/[\w.~+/=-]{20}/g, /[^\w.~+/=-]/g];
/** The beginning of JSON in base64, what ends it, and what ends its padding. */
const [base64Start, afterBase64, afterPadding] = [
  /^(?:ey|W[3y]|e[yw0])[\w+/-]{20}/,
  /[^\w+/-]/g,
  /[^=]/g,
];

/**
 * Finds the texts in an answer that may be credentials: hard to guess, no JWT, and not named as something else.
 * @param tooMany is told what was not looked at
 */
export function freshValues(
  json: unknown,
  body: Buffer | null,
  headers: readonly Header[],
  tooMany: TooMany,
): FreshValue[] {
  const inText = json === undefined && body !== null ? valuesInText(body.toString('utf8')) : [];
  return [...valuesInJson(json, tooMany), ...headers.flatMap(valuesInHeader), ...inText]
    .flatMap((found) => [found, ...valuesPackedIn(found, tooMany)])
    .filter(
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

function valuesInJson(json: unknown, tooMany: TooMany): FreshValue[] {
  return stringsIn(json, tooMany).map(({ where, text }) => ({ place: where, where, value: text }));
}

/** The value of a header, or those of its cookies, or of the parameters of the address that it redirects to. */
function valuesInHeader({ name, value, at }: Header): FreshValue[] {
  const named = (inner: string, text: string): FreshValue => ({
    place: `header ${name}.${inner}`,
    where: at,
    value: text,
  });
  if (name === 'set-cookie')
    return [...value.matchAll(/(?:^|, *)([^=;, ]+)=([^;]*)/g)].map(([, cookie = '', text = '']) =>
      named(cookie, text),
    );
  if (name === 'location')
    return [...value.matchAll(/[?#&]([^=?#&]+)=([^?#&]*)/g)].map(([, parameter = '', text = '']) =>
      named(parameter, text),
    );
  return [{ place: `header ${name}`, where: at, value: value.replace(/^[A-Za-z][\w-]* /, '') }];
}

/** The values in JSON that a text holds, as it is or in base64. */
function valuesPackedIn(
  { place, where, value }: FreshValue,
  tooMany: TooMany,
  depth = 1,
): FreshValue[] {
  const json = jsonIn(value);
  if (json === undefined) return [];
  const found = valuesInJson(json, tooMany).map((inner) => ({
    place: place + inner.place,
    where,
    value: inner.value,
  }));
  return depth >= deepest
    ? found
    : found.flatMap((inner) => [inner, ...valuesPackedIn(inner, tooMany, depth + 1)]);
}

function jsonIn(text: string): unknown {
  const bytes = Buffer.from(text);
  if (/^\s*[[{"]/.test(text)) return parseJson(bytes, 'application/json');
  if (!base64Start.test(text)) return undefined;
  const padding = endOfRun(text, 0, afterBase64);
  if (endOfRun(text, padding, afterPadding) < text.length) return undefined;
  return parseJson(Buffer.from(text, 'base64'), 'application/json');
}

/** What leads a value in, from its own line or tag on, and without numbers and ids: these differ from viewer to viewer. */
function placeBefore(leading: string): string {
  const from = Math.max(leading.lastIndexOf('<'), leading.lastIndexOf('\n'), 0);
  return leading
    .slice(from)
    .replace(/\w*\d\w*/g, '#')
    .slice(-placed);
}

/** The runs of a text that are long enough to be a credential, each with its place. */
function* credentialRuns(text: string): Generator<{ run: string; index: number }> {
  for (let at = 0; ;) {
    credentialStart.lastIndex = at;
    const index = credentialStart.exec(text)?.index;
    if (index === undefined) return;
    at = endOfRun(text, index, afterCredential);
    yield { run: text.slice(index, at), index };
  }
}

function valuesInText(text: string): FreshValue[] {
  return [...credentialRuns(text)].flatMap(({ run, index }): FreshValue[] => {
    // A pair of a form, or an attribute without quotes: its name belongs to what leads the value in.
    const [pair = ''] = /^[\w-]{1,60}=(?=[^=])/.exec(run) ?? [];
    const value = run.slice(pair.length);
    const at = index + pair.length;
    const leading = text.slice(Math.max(0, at - around), at);
    const rest = text.slice(at + value.length, at + value.length + around);
    if (value.length > 4096 || !before.test(leading) || !after.test(rest)) return [];
    const [attributes = ''] = rest.split('>', 1);
    if ([leading, attributes].some((text) => leftAlone.test(text) || noCredential.test(text)))
      return [];
    return [{ place: `text ${placeBefore(leading)}`, where: 'text of the answer', value }];
  });
}
