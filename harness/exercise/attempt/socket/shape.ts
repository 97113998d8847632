import { parseJson } from '../../scan/body-json.ts';
import { isObject } from '../../state/is-object.ts';
import type { Message } from './received.ts';

/** Limits of how much of a message is used for its kind. */
const most = { paths: 200, depth: 6, elements: 3, text: 200 };
/** Fields whose text tells the kinds of messages apart. */
const kindFields = ['type', 'event', 'op', 'kind', 'action', 'method', '@type'];

/**
 * Names the kind of a message: equal for messages that differ only in their data. By its kind, an event is recognised
 * on another account's connection, and told apart from keep-alives, acknowledgements and error messages.
 */
export function shapeOf({ content, label }: Message, json: unknown): string {
  if (json === undefined) {
    const text = content.subarray(0, most.text).toString('utf8');
    return `${kindOf(label)} text ${text.replace(/\S*\d\S*/g, '*')}`;
  }
  const paths = new Set<string>();
  visit(json, '$', 0, paths);
  const name = Array.isArray(json) ? [json[0]].filter((first) => typeof first === 'string') : [];
  const kinds = isObject(json)
    ? kindFields.map((name) => (typeof json[name] === 'string' ? kindOf(json[name]) : ''))
    : name.map(kindOf);
  return `${kindOf(label)} ${kinds.join(' ')} ${[...paths].sort().join(' ')}`;
}

/** A text with `*` in place of each word that holds a digit, because such words may be ids. */
function kindOf(text: string): string {
  return text.slice(0, 100).replace(/\S*\d\S*/g, '*');
}

function visit(value: unknown, path: string, depth: number, paths: Set<string>): void {
  if (paths.size >= most.paths || depth > most.depth) return;
  if (Array.isArray(value)) {
    for (const element of value.slice(0, most.elements))
      visit(element, `${path}[]`, depth + 1, paths);
  } else if (isObject(value)) {
    for (const key in value) visit(value[key], `${path}.${kindOf(key)}`, depth + 1, paths);
  } else {
    paths.add(path);
  }
}

/** Parses a message as JSON; undefined when it is none, or nested too deeply (see `parseJson`). Socket.IO and SockJS put a few characters before the JSON. */
export function jsonOf({ content }: Message): unknown {
  const begin = content.subarray(0, 16).findIndex((byte) => byte === 0x7b || byte === 0x5b);
  const before = content.subarray(0, Math.max(0, begin)).toString('latin1');
  // Only objects and arrays count, because a number or a string has no fields.
  if (begin < 0 || !/^\s*(\d{0,8}|a)\s*$/.test(before)) return undefined;
  return parseJson(content.subarray(begin), 'application/json');
}
