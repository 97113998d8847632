import type { NumberBeside } from '../../domain/attempts/attempt.ts';
import { isPageNumber, isRowNumber } from '../../deployment/surfaces/page-position.ts';
import { isPageSize } from '../../domain/surfaces/page-size.ts';
import { memberStep } from '../scan/json-places.ts';
import { isObject } from '../state/is-object.ts';
import { valueAt } from './value-at.ts';

/** The parts of an answer that hold numbers. */
type Answered = { body: unknown; headers: Readonly<Record<string, string>> };

/** Most numbers that are kept of an answer, and how deep and how far into arrays they are looked for. */
const mostNumbers = 30;
const mostDepth = 6;
const mostElements = 10;
/** Numbers from here on are times in seconds, or ids. */
const tooLarge = 1e9;

/** Words in the names of numbers that count nothing: positions, times, ids, versions, sizes, limits. */
const others = new Set(
  [
    'id ids uuid key code status version revision rev build release schema api port seed hash etag',
    'time times date day month year hour minute second seconds ms millis milliseconds timestamp at since until ts',
    'took duration elapsed latency runtime age ttl expires expiry expiration max min timeout retry after',
    'limit limits offset skip from to start end first cursor next prev previous position index',
    'size length bytes width height weight rate ratelimit quota remaining reset price amount score',
  ].flatMap((line) => line.split(' ')),
);

/** Further words of this kind in answers that are no lists: places in a queue, serial numbers, clocks. */
const othersInReads = new Set(
  [
    'no nr num number numbers serial sequence seq ordinal rank place queue queued ahead behind waiting wait eta turn ticket',
    'now today clock uptime epoch tick ticks v etag online present port phone mobile zip postcode code pin otp',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a name may be that of a number which counts something. */
function mayCount(name: string): boolean {
  const words = wordsOf(name);
  return (
    /^[\w$@.:-]{1,60}$/.test(name) &&
    !words.some((word) => others.has(word)) &&
    !(isPageSize(name) && !/count/i.test(name)) &&
    !isPageNumber(name) &&
    !isRowNumber(name)
  );
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
}

/** Whether a name in an answer that is no list may be that of a number which counts something. */
function mayCountInRead(name: string): boolean {
  return mayCount(name) && !wordsOf(name).some((word) => othersInReads.has(word));
}

/**
 * Whole numbers beside the rows of a list, in its body and headers, that may count something by their names. Only places
 * and values are told, of a bounded number. `isRead`: the answer is no list, so that more names count nothing, and numbers
 * may be written as text.
 */
export function numbersBeside({
  body,
  headers,
  rows,
  isRead = false,
}: Answered & { rows: readonly { where: string }[]; isRead?: boolean }): NumberBeside[] {
  const mayBeCount = isRead ? mayCountInRead : mayCount;
  const isRow = new Set(rows.map(({ where }) => where));
  const found: NumberBeside[] = [];
  const add = (where: string, name: string, value: number): void => {
    if (found.length < mostNumbers && mayBeCount(name) && isCount(value))
      found.push({ where, value });
  };
  const look = (value: unknown, where: string, depth: number): void => {
    if (depth > mostDepth || isRow.has(where)) return;
    if (Array.isArray(value)) {
      const elements: readonly unknown[] = value.slice(0, mostElements);
      for (const [index, element] of elements.entries())
        look(element, `${where}[${index}]`, depth + 1);
    } else if (isObject(value)) {
      for (const [name, field] of Object.entries(value).slice(0, 200)) {
        const place = where + memberStep(name);
        const text = isRead && typeof field === 'string' ? wholeNumber(field) : null;
        if (typeof field === 'number' || text !== null) add(place, name, text ?? Number(field));
        else if (mayBeCount(name)) look(field, place, depth + 1);
      }
    }
  };
  look(body, '$', 0);
  for (const name of Object.keys(headers)) {
    const value = numberInHeader(headers, name);
    const counts = name === 'content-range' || mayBeCount(name);
    if (value !== null && counts) add(`header ${name}`, counts ? 'count' : name, value);
  }
  return found;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value < tooLarge;
}

/** The number at the place of a figure; null where there is none. */
export function numberAt(place: string, { body, headers }: Answered): number | null {
  if (!place.startsWith('$')) return numberInHeader(headers, place.replace(/^header /, ''));
  const value = valueAt(body, place);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' ? wholeNumber(value) : null;
}

/** The number that a header gives: alone, or as the whole of a range (`content-range: items 0-2/143`). */
function numberInHeader(headers: Answered['headers'], name: string): number | null {
  const text = headers[name] ?? '';
  return wholeNumber(name === 'content-range' ? (text.split('/')[1] ?? '') : text);
}

function wholeNumber(text: string): number | null {
  return /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : null;
}

/** Whether a body is a number, or an object of numbers: it can name nobody. */
export function holdsOnlyNumbers(body: unknown): boolean {
  if (typeof body === 'number') return true;
  if (!isObject(body)) return false;
  const fields = Object.values(body).slice(0, mostNumbers + 1);
  return (
    fields.length > 0 &&
    fields.length <= mostNumbers &&
    fields.every(
      (field) => typeof field === 'number' || (isObject(field) && holdsOnlyNumbers(field)),
    )
  );
}
