import { classify } from './outcome.ts';
import type { Classified, Findings } from './outcome.ts';

/** What happened on a connection that Chaperone listened on. */
export type Connection = {
  /** The server accepted the connection. */
  accepted: boolean;
  /** How the server ended the connection (a WebSocket's close code, or a failure); null: Chaperone ended it. */
  ended: { code: number | null; failure: string | null } | null;
  /** The connection belongs to the owner who acts. */
  isOwners: boolean;
  /**
   * Why the owner's own connection received no message about the owner's action, or why no connection was opened. Null
   * when the owner received one: only then silence on other connections means anything.
   */
  silence: string | null;
  /** The connection was opened before its session was signed out. The sign-out may end it with any code. */
  isKept: boolean;
};

/** Close codes for a transient fault (timeout, too many requests), which say nothing about the viewer's rights. */
const passingCodes = new Set([4008, 4408, 4429]);

/**
 * Decides the outcome of listening. It is `granted` for another account that received something of the owner's, and
 * for an owner who received the message about the owner's own action. Pure.
 * @param connection.strange an event came that is not the listener's own
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

/** The outcome that follows from how the server ended a connection; null when the connection stayed open. */
function endOf({ own, open, refusal }: Findings, ended: Connection['ended']): Classified | null {
  if (ended === null) return null;
  const { code, failure } = ended;
  if (failure !== null) return unclear(failure);
  if (code !== null && isRefusal(code)) return { outcome: 'denied' };
  const inOrder = code === null || code === 1000 || code === 1005;
  // Servers of the older GraphQL protocol say that they refuse, and then end it as if they had failed.
  const saysSo = refusal && code === 1011;
  if ((inOrder || saysSo) && !(own && open)) return { outcome: 'denied' };
  return unclear(`the server ended the connection${code === null ? '' : ` (code ${code})`}`);
}

/**
 * Whether a close code is a refusal: 1008 (policy; RFC 6455, 7.4.1), 3000 (unauthorized) and 3003 (forbidden; IANA's
 * registry), and codes that servers define themselves (4000 to 4499).
 */
function isRefusal(code: number): boolean {
  if (code === 1008 || code === 3000 || code === 3003) return true;
  return code >= 4000 && code < 4500 && !passingCodes.has(code);
}

/** The outcome of an HTTP answer in place of a connection: a refusal counts as any other, but nothing is granted. */
function notAccepted(findings: Findings): Classified {
  const { status } = findings;
  const { outcome, why } = classify({ ...findings, own: false, sign: false, gives: 'read' });
  if (status === null || status >= 300) return why === undefined ? { outcome } : { outcome, why };
  return outcome === 'unclear' ? unclear(`a ${status} in place of a connection`) : { outcome };
}

function unclear(why: string): Classified {
  return { outcome: 'unclear', why };
}
