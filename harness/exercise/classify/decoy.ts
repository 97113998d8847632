import { createHash, randomInt } from 'node:crypto';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { Delivered } from '../http/deliver.ts';

/**
 * Makes an id that never existed but looks like a real one: it has the same length, character classes and prefix
 * (`con_`). A decoy for a number of up to 11 digits is three digits longer.
 */
export function decoyId(real: string): string {
  // A counter may have reached any number of the same length, but hardly one with three more digits.
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
  // A UUID keeps its version and variant, because some deployments answer a malformed UUID differently.
  if (hex && (index === 14 || index === 19) && character !== '-') return character;
  if (hex && /[0-9a-f]/.test(character)) return randomInt(16).toString(16);
  // A number keeps its count of digits, so it gets no leading zero.
  if (/[0-9]/.test(character)) return String(index === 0 ? 1 + randomInt(9) : randomInt(10));
  if (/[a-z]/.test(character)) return String.fromCharCode(97 + randomInt(26));
  if (/[A-Z]/.test(character)) return String.fromCharCode(65 + randomInt(26));
  return character;
}

/** Replaces each id by a decoy. */
export function decoyIds(ids: Ids): Record<string, string> {
  return Object.fromEntries(Object.entries(ids).map(([name, value]) => [name, decoyId(value)]));
}

/** The parts of an answer by which it is compared with the answer for a decoy. */
export type Fingerprint = {
  /** Status, content type, address and, for media, size and digests. */
  head: string;
  /** The words of a text body, in order. */
  words: readonly string[];
};

/** A body of more characters is compared as one word. */
const longest = 64 * 1024;

/** Equal for answers that differ only in the ids of the request and in the time of day. */
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
 * Whether an answer equals the answer for ids that never existed. Words that differ between the answers for two decoys
 * (request ids, CSRF tokens) are ignored.
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

/** Dates in ISO 8601 and in the format of a Date header, and seconds or milliseconds since 1970. */
export const timeOfDay =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?|\d\d \w{3} \d{4} \d\d:\d\d:\d\d|\b1\d{9}(\.\d+|\d{3})?\b/g;

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function withoutIds(text: string, ids: Ids): string {
  return Object.values(ids).reduce((rest, id) => rest.replaceAll(id, '{}'), text);
}
