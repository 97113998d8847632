import { parsePage, textOf } from '../../deployment/html-page.ts';
import { isJson } from '../../domain/surfaces/media-type.ts';
import { isObject } from '../state/is-object.ts';
import { maskText } from './mask-text.ts';

/** Most characters of a text that an error quotes. */
const longest = 200;
/** A body that tells an error has fewer bytes. */
const mostBytes = 64 * 1024;
/** Most errors of a list that are told, and most levels of objects that they are looked for in. */
const [mostErrors, deepest] = [5, 5];

/** Fields that say in words what went wrong, the most telling first. */
const telling = [
  'message',
  'detail',
  'error_description',
  'msg',
  'diagnostics',
  'description',
  'error',
  'title',
  'reason',
  'text',
] as const;
/** Fields that list what went wrong, one entry a field of the request. */
const lists = ['errors', 'issue', 'violations', 'invalid_params', 'invalid-params'] as const;
/** Fields that name the field of the request. */
const naming = ['field', 'path', 'property', 'param', 'name', 'loc'] as const;

/**
 * What a refusal says for itself, masked, in at most 200 characters: the message of JSON, the title of an HTML page, or
 * plain text. Null where it says nothing.
 * @param sent texts that the request sent, which are masked wherever they are repeated
 */
export function errorText(
  body: Uint8Array,
  contentType: string,
  sent: readonly string[],
): string | null {
  if (body.length === 0 || body.length > mostBytes) return null;
  const told = toldIn(
    Buffer.from(body)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
    contentType,
  );
  const text = maskText([...new Set(told)].join('; '), sent, longest);
  return /\p{L}/u.test(text) ? text : null;
}

function toldIn(text: string, contentType: string): string[] {
  if (isJson(contentType) || /^\s*[[{]/.test(text)) {
    try {
      return messagesOf(JSON.parse(text));
    } catch {
      return [];
    }
  }
  if (/\bhtml\b/i.test(contentType) || /^\s*<(!doctype|html)\b/i.test(text)) {
    const title = parsePage(text)?.select('title')[0];
    return title === undefined ? [] : [textOf(title)];
  }
  return /^text\/plain\b/i.test(contentType) ? [text.trim().split('\n')[0] ?? ''] : [];
}

/** The messages of a JSON body, those of fields behind the name of the field. */
function messagesOf(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (depth >= deepest) return [];
  if (Array.isArray(value))
    return value.slice(0, mostErrors).flatMap((one) => messagesOf(one, depth + 1));
  if (!isObject(value)) return [];
  const first = telling
    .map((name) => messagesOf(value[name], depth + 1))
    .find((found) => found.length > 0);
  const field = naming.map((name) => nameOf(value[name])).find((name) => name !== '');
  const own = (first ?? []).map((text) => (field === undefined ? text : `${field}: ${text}`));
  const listed = lists.flatMap((name) => ofFields(value[name], depth + 1));
  // Without any of these names, a body may still list what is wrong by field: {"email": ["is taken"]}.
  return own.length + listed.length > 0
    ? [...own, ...listed]
    : ofFields(onlyLists(value), depth + 1);
}

/** The messages of a list of errors, or of an object that has them by field. */
function ofFields(value: unknown, depth: number): string[] {
  if (!isObject(value)) return messagesOf(value, depth);
  return Object.entries(value)
    .slice(0, mostErrors)
    .flatMap(([field, errors]) => messagesOf(errors, depth + 1).map((text) => `${field}: ${text}`));
}

function onlyLists(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, errors]) => Array.isArray(errors)));
}

/** The last text of `['body', 'email']`, or the text itself. */
function nameOf(value: unknown): string {
  const name = Array.isArray(value) ? value.findLast((step) => typeof step === 'string') : value;
  return typeof name === 'string' ? name : '';
}
