import { isObject } from '../../state/is-object.ts';
import type { Message } from './received.ts';

/** How much of a message says what kind it is. */
const most = { paths: 200, depth: 6, elements: 3, text: 200 };
/** Fields by whose text messages of one protocol differ. */
const kindFields = ['type', 'event', 'op', 'kind', 'action', 'method', '@type'];

/**
 * What kind of message it is: the same for two that differ only in what they tell. An event is recognised by it
 * on another's connection, and told from keep-alives, acknowledgements and error messages.
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

/** Of an event's name and id the words that are no ids. */
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

/** The message as JSON; undefined where it is none. Socket.IO and SockJS put a few letters before it. */
export function jsonOf({ content }: Message): unknown {
  const begin = content.subarray(0, 16).findIndex((byte) => byte === 0x7b || byte === 0x5b);
  const before = content.subarray(0, Math.max(0, begin)).toString('latin1');
  // Objects and arrays: a number or a quoted word says nothing by its fields.
  if (begin < 0 || !/^\s*(\d{0,8}|a)\s*$/.test(before)) return undefined;
  try {
    return JSON.parse(content.toString('utf8', begin));
  } catch {
    return undefined;
  }
}
