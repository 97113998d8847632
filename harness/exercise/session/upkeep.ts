import type { Attempt } from '../../domain/attempt.ts';
import type { SessionCredentials, Upkeep } from '../http/session-credentials.ts';
import { failedFact } from '../state/failed-fact.ts';
import { renewSession } from './renew.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Renewing } from './renew.ts';
import { traitsOf } from '../../domain/surface-traits.ts';

/** Makes one attempt without recording it: attempts are made in a room above this one. */
export type OnceAttempting = { attemptOnce(request: AttemptRequest): Promise<Attempt> };

/** Renewals in a row, of a session found expired, after which nothing was granted: more would not help. */
const mostFruitless = 3;

/**
 * Keeps an open session from expiring: renews it before its end, once for all who wait, and finds out whether
 * it had expired when it is refused something. Null for a patient's session from before the update after it: that
 * one has to survive by itself. Staff only help, and may sign in again.
 */
export function keepUp(
  worker: Renewing & Recorder & OnceAttempting,
  session: Omit<Session, 'http'>,
  credentials: SessionCredentials,
): Upkeep | null {
  const { account, id } = session;
  const mustSurvive = account.role === 'patient' && session.phase !== worker.phase;
  if (session.state !== 'open' || mustSurvive) return null;
  let renewals = 0;
  let fruitless = 0;
  let renewing: Promise<void> | null = null;
  let asking: Promise<boolean> | null = null;
  /** When it was last seen alive. */
  let aliveAt = -Infinity;
  /** Something of its account's that it was granted. */
  let witness: AttemptRequest | null = null;

  const renew = (expired: boolean): Promise<void> => {
    renewing ??= renewOnce(expired).finally(() => (renewing = null));
    return renewing;
  };

  /** Never rejects: a session that could not be renewed shows in what it is refused. */
  const renewOnce = async (expired: boolean): Promise<void> => {
    const from = Date.now();
    try {
      await renewSession(worker, account, credentials);
    } catch (error) {
      credentials.term = null;
      fruitless += 1;
      worker.recordFact(failedFact(account.id, account.cohort, 'renewal', error));
      return;
    }
    renewals += 1;
    if (expired) fruitless += 1;
    worker.recordFact({
      type: 'fact',
      fact: 'session-renewed',
      from,
      at: Date.now(),
      account: account.id,
      session: id,
      ...(expired ? { expired } : {}),
    });
  };

  /** Whether it is known now what became of it: seen alive, or renewed. */
  const ask = async (own: boolean): Promise<boolean> => {
    const before = renewals;
    // Refused from the first: what it would have been granted, nobody knows.
    const first = witness === null ? null : await worker.attemptOnce(witness);
    if (first === null ? !own || aliveAt > -Infinity : !isRefusal(first)) {
      if (first !== null) note(first);
      return first?.outcome === 'granted';
    }
    await renew(true);
    const renewed = renewals > before;
    if (first !== null) note(renewed ? expiredThen(first) : first);
    if (!renewed || witness === null || first === null) return renewed;
    const second = await worker.attemptOnce({ ...witness, retryOf: first.id });
    // It may be gone for another reason.
    if (isRefusal(second)) witness = null;
    note(second);
    return true;
  };

  const note = (attempt: Attempt): void => {
    if (attempt.outcome === 'granted') {
      aliveAt = Math.max(aliveAt, attempt.sentAt);
      fruitless = 0;
    }
    worker.recordAttempt(attempt);
  };

  return {
    get renewals() {
      return renewals;
    },
    ready() {
      if (renewing !== null) return renewing;
      const due = credentials.term !== null && Date.now() >= credentials.term.renewAt;
      return due ? renew(false) : null;
    },
    async revived({ renewals: then, sentAt, own }) {
      for (;;) {
        await renewing;
        if (renewals > then) return true;
        if (aliveAt > sentAt || fruitless >= mostFruitless) return false;
        if (worker.signal.aborted) return false;
        // One that was begun before may have been sent too early to tell.
        asking ??= ask(own).finally(() => (asking = null));
        if (!(await asking)) return renewals > then;
      }
    },
    helped() {
      fruitless = 0;
    },
    granted(request, { sentAt }) {
      aliveAt = Math.max(aliveAt, sentAt);
      fruitless = 0;
      const { surface, thing } = request;
      const plain = surface.gives !== 'stream' && traitsOf(surface).repeatable;
      // What has a fixed address cannot be removed.
      if (plain && (witness === null || (witness.thing !== null && thing === null)))
        witness = { session: request.session, surface, thing };
    },
  };
}

/** What was attempted with a session that had expired came to nothing: it is repeated. */
export function expiredThen(attempt: Attempt): Attempt {
  return { ...attempt, outcome: 'unclear', why: 'the session had expired, and was renewed' };
}

function isRefusal({ outcome }: Attempt): boolean {
  return outcome === 'denied' || outcome === 'concealed';
}
