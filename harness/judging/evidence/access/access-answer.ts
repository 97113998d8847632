import { isToldOfNone, mayMeanSignedOut } from '../sessions/dead-sessions.ts';
import type { IndexedEvidence } from '../examined-evidence.ts';
import { isAlive } from '../sessions/pairing.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { signsOf } from '../signs/signs.ts';
import type { Standing } from '../weighing.ts';

/** What a clear try came to, and in words: its status, or what it means. */
export type AccessAnswer = { got: 'granted' | 'refused'; words: string };

/** Statuses that say nothing of rights: it is not ready, or locked. (429 and 5xx are unclear already.) */
const passing: ReadonlySet<number | null> = new Set([202, 409, 423]);

/**
 * What an attempt says of who may have what; null where it says nothing. A grant is any answer of success that differs from
 * what comes for an id that never existed: no sign of anybody is needed.
 */
export function accessAnswer(
  evidence: Pick<IndexedEvidence, 'ledger' | 'controls'>,
  resolved: ResolvedAttempt,
  standing: Standing,
): AccessAnswer | null {
  const { attempt, asked, state } = resolved;
  const { status, outcome, changed, surface } = attempt;
  if (attempt.shrinking !== undefined || passing.has(status)) return null;
  if ((changed?.method ?? surface).startsWith('OPTIONS') || changed?.elsewhere === true)
    return null;
  if (standing === 'refused') {
    if ((attempt.rowsElsewhere ?? 0) > 0)
      return ownShown(evidence, resolved) ? null : { got: 'granted', words: `${status} with rows` };
    if (state === 'open' && isToldOfNone(resolved)) return null;
    // A session that has ended is refused everything, whatever it might have seen.
    if (state === 'open' && mayMeanSignedOut(attempt) && !isAlive(evidence, resolved)) return null;
    return { got: 'refused', words: refusalInWords(resolved) };
  }
  const isAnswer = standing === 'leaked' || standing === 'answered' || standing === 'harmless';
  if (!isAnswer || (outcome !== 'granted' && !isFull(resolved))) return null;
  if (standing !== 'leaked' && asked !== 'own' && holdsOwnRows(evidence, resolved, standing))
    return null;
  return { got: 'granted', words: String(status ?? 'messages') };
}

/** Whether an answer of success holds something; that to a HEAD request never does, and tells nonetheless. */
function isFull({ attempt: { status, bytes, variant, changed } }: ResolvedAttempt): boolean {
  if (status === null || status < 200 || status >= 300) return false;
  return bytes > 0 || variant === 'head' || changed?.method === 'HEAD';
}

/** Whether a stranger was answered with what they may see: the deployment went by the session, not by the address. */
function holdsOwnRows(
  { ledger }: Pick<IndexedEvidence, 'ledger'>,
  resolved: ResolvedAttempt,
  standing: Standing,
): boolean {
  const { surface, attempt } = resolved;
  if (standing === 'harmless' && surface.unattributed === undefined) return true;
  if (attempt.outcome !== 'granted') return false;
  return ownShown({ ledger }, resolved);
}

/** Whether an answer holds a sign of what the viewer may see. */
function ownShown({ ledger }: Pick<IndexedEvidence, 'ledger'>, resolved: ResolvedAttempt): boolean {
  return signsOf(ledger, resolved).some(({ may }) => may === 'yes');
}

function refusalInWords({ attempt, surface }: ResolvedAttempt): string {
  const { status, outcome } = attempt;
  if (status === null) return 'refused';
  if (status >= 400) return String(status);
  // A sign-in page, or an error in an answer of success.
  if (outcome === 'denied') return `refused with ${status}`;
  return surface.gives === 'list' ? 'empty list' : 'as for an id that never existed';
}
