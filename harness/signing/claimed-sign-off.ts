import { payloadOf } from './envelope.ts';
import { readStatement, type SignOff } from './statement.ts';

/**
 * What a statement says, whoever wrote it: its signature is not looked at. For telling of it as not verified, and for
 * nothing else. Null: it is no sign-off.
 * @throws UsageError where the text is no envelope at all.
 */
export function claimedSignOff(text: string, from: string): SignOff | null {
  return readStatement(payloadOf(text, from));
}
