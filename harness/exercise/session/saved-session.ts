import type { AccountId } from '../../domain/accounts/account.ts';
import type { SessionState } from '../../domain/attempts/attempt.ts';
import type { Phase } from '../../domain/phase.ts';
import type { CredentialStore } from '../http/session-credentials.ts';
import type { Session } from '../state/held.ts';
import type { Holder } from '../state/holdings.ts';

/** A session with its secrets, as plain JSON. */
export type SavedSession = {
  id: string;
  account: AccountId;
  state: SessionState;
  /** See `Session`. */
  livesUntil?: number;
  phase: Phase;
  /** tough-cookie's serialised jar. */
  jar: unknown;
  headers: Readonly<Record<string, string>>;
  /** Origins that may receive the headers. */
  origins: readonly string[];
  /** See `SessionCredentials`. Absent in secrets of earlier versions, as is `term`. */
  keep?: Readonly<Record<string, string>>;
  term?: { renewAt: number; expiresAt: number } | null;
};

/** Gives a session with its secrets; null for one that lives in a browser, whose credentials this process does not have. */
export function saveSession(
  { sessionCredentials }: CredentialStore,
  { id, account, state, livesUntil, phase }: Session,
): SavedSession | null {
  const carried = sessionCredentials.get(id);
  if (carried === undefined) return null;
  const { headers, jar, keep, origins, term } = carried;
  return {
    id,
    account: account.id,
    state,
    ...(livesUntil === undefined ? {} : { livesUntil }),
    phase,
    jar: jar.serializeSync(),
    headers,
    origins: [...origins],
    keep,
    term,
  };
}

/** Writes a session that is new or changed into the journal. */
export function noteSession(worker: CredentialStore & Holder, session: Session): void {
  const item = saveSession(worker, session);
  if (item !== null) worker.journal.write({ holds: 'sessions', item });
}
