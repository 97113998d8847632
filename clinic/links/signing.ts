import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Store } from '../store/store.ts';

const keep = `INSERT OR IGNORE INTO secrets (name, value) VALUES ('signing-key', :value)`;
const read = `SELECT value FROM secrets WHERE name = 'signing-key'`;

/** The key that the clinic signs with. It is kept with the data, so that a restart changes no address. */
function signingKey(store: Store): Uint8Array {
  const kept = store.get<{ value: Uint8Array }>(read);
  if (kept !== undefined) return kept.value;
  store.run(keep, { value: randomBytes(32) });
  return signingKey(store);
}

/** A code that only the clinic can make of these texts, whose first says what it is for (HMAC-SHA-256). */
export function sign(store: Store, ...texts: string[]): Buffer {
  return createHmac('sha256', signingKey(store)).update(JSON.stringify(texts)).digest();
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
