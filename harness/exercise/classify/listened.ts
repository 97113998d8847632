import { classify } from './outcome.ts';
import type { Classified, Findings } from './outcome.ts';

/** How a connection that was listened on went. */
export type Connection = {
  /** There was something to listen to. */
  accepted: boolean;
  /** How it had ended before Chaperone ended it (a WebSocket's close code; why it failed, in words); null: it had not. */
  ended: { code: number | null; failure: string | null } | null;
  /** It is that of the owner who acts. */
  isOwners: boolean;
  /**
   * Why the owner's own connection told nothing of what the owner did, or nothing was opened, in words. Null where the
   * owner was told: only then does it mean something that nothing came to others.
   */
  silence: string | null;
  /** It was opened before its session was signed out, which may end it in any way. */
  isKept: boolean;
};

/** Close codes that tell of a passing fault, and not of the viewer's rights. */
const passingCodes = new Set([4008, 4408, 4429]);

/**
 * Decides what listening came to: `granted` to others who received what an owner's deed brought about, to owners who
 * were told themselves. `strange`: an event came, and not of the listener's own. Pure.
 */
export function classifyListened(
  findings: Findings,
  connection: Connection & { strange: boolean },
): Classified {
  const { accepted, ended, isKept, isOwners, silence, strange } = connection;
  const isAnswer = accepted || (findings.status !== null && findings.status < 300);
  if (!isOwners && (strange || (findings.sign && isAnswer))) return { outcome: 'granted' };
  if (isOwners && silence === null) return { outcome: 'granted' };
  if (isKept && ended !== null && ended.failure === null) return { outcome: 'denied' };
  const refusal = accepted ? endOf(findings, ended) : notAccepted(findings);
  if (refusal !== null) return refusal;
  if (silence !== null) return unclear(silence);
  return findings.refusal || findings.signInPage ? { outcome: 'denied' } : { outcome: 'concealed' };
}

/** What the end of a connection came to; null where it stayed open. */
function endOf({ own, open }: Findings, ended: Connection['ended']): Classified | null {
  if (ended === null) return null;
  const { code, failure } = ended;
  if (failure !== null) return unclear(failure);
  if (code !== null && isRefusal(code)) return { outcome: 'denied' };
  const inOrder = code === null || code === 1000 || code === 1005;
  if (inOrder && !(own && open)) return { outcome: 'denied' };
  return unclear(`the server ended the connection${code === null ? '' : ` (code ${code})`}`);
}

/** RFC 6455, 7.4.1 (1008: policy), IANA's registry (3000: unauthorized, 3003: forbidden), and a server's own. */
function isRefusal(code: number): boolean {
  if (code === 1008 || code === 3000 || code === 3003) return true;
  return code >= 4000 && code < 4500 && !passingCodes.has(code);
}

/** An answer in place of a connection says no as any other answer does, and never yes. */
function notAccepted(findings: Findings): Classified {
  const { status } = findings;
  const { outcome, why } = classify({ ...findings, own: false, sign: false, gives: 'read' });
  if (status === null || status >= 300) return why === undefined ? { outcome } : { outcome, why };
  return outcome === 'unclear' ? unclear(`a ${status} in place of a connection`) : { outcome };
}

function unclear(why: string): Classified {
  return { outcome: 'unclear', why };
}
