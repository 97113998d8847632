import { openEnvelope } from './envelope.ts';
import { type Demands, faultsOf } from './faults.ts';
import type { SigningKey } from './signing-key.ts';
import { readStatement, type SignOff } from './statement.ts';

/** What was signed, where the signature fits; and why it does not do, in words. */
export type CheckedSignOff = { signOff: SignOff | null; faults: readonly string[] };

/**
 * Checks a signed statement. Nothing of its payload is read, and nothing of it is told, before its signature fits.
 * @param from where the text comes from, for messages
 * @throws UsageError where the text is no envelope at all.
 */
export function checkSignOff(
  text: string,
  from: string,
  trusted: SigningKey,
  demands: Demands,
): CheckedSignOff {
  const opened = openEnvelope(text, from, trusted);
  if ('fault' in opened) return { signOff: null, faults: [opened.fault] };
  const signOff = readStatement(opened.payload);
  if (signOff === null)
    return {
      signOff: null,
      faults: [
        'it is signed by this key, but is no sign-off of Chaperone’s: another statement, or of another version',
      ],
    };
  return { signOff, faults: faultsOf(signOff, demands) };
}
