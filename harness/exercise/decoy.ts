import { createHash, randomInt } from 'node:crypto';
import type { Ids } from '../domain/thing.ts';
import type { Delivered } from './deliver.ts';

/**
 * An id that never existed but looks like a real one: the same length and character classes, and the same
 * prefix up to the last separator (`con_`).
 */
export function decoyId(real: string): string {
  // Counted ids: of the same length there may be one, three digits more there hardly is.
  if (/^[0-9]{1,11}$/.test(real)) return `9${real.replace(/./g, () => String(randomInt(10)))}${10 + randomInt(90)}`;
  const prefix = real.match(/^[a-z]{1,8}[_-]/i)?.[0] ?? '';
  const body = real.slice(prefix.length);
  const hex = /^[0-9a-f-]+$/.test(body) && /[0-9]/.test(body);
  return prefix + [...body].map((character, index) => decoyCharacter(character, hex, index)).join('');
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

/** Equal for answers that are the same but for the ids that were asked with. */
export function fingerprint(delivered: Delivered, digests: readonly string[], ids: Ids): string {
  const { delivery, body, url } = delivered;
  const hash = createHash('sha256');
  const part = (text: string): void => void hash.update(`${text.length}:${text}`);
  part(`${delivery.status} ${delivery.headers['content-type'] ?? ''} ${delivery.headers['content-range'] ?? ''}`);
  part(withoutIds(url.pathname + url.search, ids));
  part(withoutIds(delivery.headers['location'] ?? '', ids));
  if (body === null) part(`${delivery.bytes} ${digests.join()}`);
  else part(withoutIds(body.toString('utf8'), ids));
  return hash.digest('hex');
}

function withoutIds(text: string, ids: Ids): string {
  return Object.values(ids).reduce((rest, id) => rest.replaceAll(id, '{}'), text);
}
