import { createHash, randomInt } from 'node:crypto';
import type { Ids } from '../../domain/thing.ts';
import type { Delivered } from '../http/deliver.ts';

/**
 * An id that never existed but looks like a real one: the same length and character classes, and the same
 * prefix up to the last separator (`con_`).
 */
export function decoyId(real: string): string {
  // Counted ids: of the same length there may be one, three digits more there hardly is.
  if (/^[0-9]{1,11}$/.test(real))
    return `9${real.replace(/./g, () => String(randomInt(10)))}${10 + randomInt(90)}`;
  const prefix = real.match(/^[a-z]{1,8}[_-]/i)?.[0] ?? '';
  const body = real.slice(prefix.length);
  const hex = /^[0-9a-f-]+$/.test(body) && /[0-9]/.test(body);
  return (
    prefix + [...body].map((character, index) => decoyCharacter(character, hex, index)).join('')
  );
}

function decoyCharacter(character: string, hex: boolean, index: number): string {
  // UUIDs keep version and variant: some deployments answer malformed ones in another way.
  if (hex && (index === 14 || index === 19) && character !== '-') return character;
  if (hex && /[0-9a-f]/.test(character)) return randomInt(16).toString(16);
  // A number stays one of as many digits, without a leading zero.
  if (/[0-9]/.test(character)) return String(index === 0 ? 1 + randomInt(9) : randomInt(10));
  if (/[a-z]/.test(character)) return String.fromCharCode(97 + randomInt(26));
  if (/[A-Z]/.test(character)) return String.fromCharCode(65 + randomInt(26));
  return character;
}

/** Of each id asked with, a decoy. */
export function decoyIds(ids: Ids): Record<string, string> {
  return Object.fromEntries(Object.entries(ids).map(([name, value]) => [name, decoyId(value)]));
}

/** What an answer is compared by. */
export type Fingerprint = {
  /** Of status, address and media. */
  head: string;
  /** Of the text, in order. */
  words: readonly string[];
};

/** Texts of more characters are compared as one word. */
const longest = 64 * 1024;

/** Equal for answers that are the same but for the ids that were asked with, and the time of day. */
export function fingerprint(
  delivered: Delivered,
  digests: readonly string[],
  ids: Ids,
): Fingerprint {
  const { delivery, body, url } = delivered;
  const { headers } = delivery;
  const head = [
    `${delivery.status} ${headers['content-type'] ?? ''} ${headers['content-range'] ?? ''}`,
    withoutIds(url.pathname + url.search, ids),
    withoutIds(headers['location'] ?? '', ids),
    body === null ? `${delivery.bytes} ${digests.join()}` : '',
  ].join('\n');
  const text = withoutIds(body?.toString('utf8') ?? '', ids).replace(timeOfDay, '{time}');
  return { head, words: text.length > longest ? [hashOf(text)] : text.split(/[\s"'<>,]+/) };
}

/**
 * Whether an answer is the one for ids that never existed. Words in which two of those differ (request ids, CSRF
 * tokens) say nothing.
 */
export function isLikeDecoys(real: Fingerprint, decoys: readonly (Fingerprint | null)[]): boolean {
  const [first, second] = decoys;
  if (!first || !second) return false;
  return (
    [first, second].every(
      ({ head, words }) => head === real.head && words.length === real.words.length,
    ) &&
    real.words.every(
      (word, index) => word === first.words[index] || first.words[index] !== second.words[index],
    )
  );
}

/** ISO 8601, as in a Date header, and seconds or milliseconds since 1970. */
const timeOfDay =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?|\d\d \w{3} \d{4} \d\d:\d\d:\d\d|\b1\d{9}(\.\d+|\d{3})?\b/g;

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function withoutIds(text: string, ids: Ids): string {
  return Object.values(ids).reduce((rest, id) => rest.replaceAll(id, '{}'), text);
}
