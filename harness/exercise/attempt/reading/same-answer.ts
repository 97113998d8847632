import { hash } from 'node:crypto';
import type { Session } from '../../state/held.ts';

/** Digests by body: each store that learns from an answer asks for the same one. */
const digests = new WeakMap<Buffer, string>();

/** A key by which the same body, given to the same session at the same place, is known again. */
export function sameAnswer(session: Session, place: string, body: Buffer): string {
  const digest = digests.get(body) ?? hash('sha1', body, 'base64');
  digests.set(body, digest);
  return `${session.id} ${place} ${digest}`;
}
