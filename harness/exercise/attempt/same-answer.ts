import { hash } from 'node:crypto';
import type { Session } from '../state/held.ts';

/** A key by which the same body, given to the same session at the same place, is known again. */
export function sameAnswer(session: Session, place: string, body: Buffer): string {
  return `${session.id} ${place} ${hash('sha1', body, 'base64')}`;
}
