import type { HttpAnswer } from '../http/http-session.ts';
import { parseJson } from '../scan/body-json.ts';
import { stringsIn } from '../scan/strings-in.ts';

/**
 * The values in an answer to a sign-in that may be a credential: its cookies, its headers, the parameters of the address
 * that it redirects to, and the texts in its JSON.
 */
export function valuesGiven({
  headers,
  setCookie,
  body,
}: Pick<HttpAnswer, 'headers' | 'setCookie' | 'body'>): string[] {
  const cookies = setCookie.map((cookie) => /^[^=;]*=([^;]*)/.exec(cookie)?.[1] ?? '');
  const others = Object.entries(headers).filter(([name]) => name !== 'set-cookie');
  const target = URL.parse(headers['location'] ?? '', 'http://any.invalid');
  const json = parseJson(body, headers['content-type'] ?? '');
  return [
    ...stringsIn(json, () => undefined).map(({ text }) => text),
    ...cookies,
    ...others.map(([, value]) => value),
    ...(target?.searchParams.values() ?? []),
  ];
}
