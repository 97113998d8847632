import { now } from '../../domain/clock.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { SessionCredentials, Upkeep } from '../http/session-credentials.ts';
import { failedFact } from '../state/failed-fact.ts';
import { renewSession } from './renew.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Renewing } from './renew.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';

/** Makes one attempt without recording it. A role, because the code that makes attempts must not be imported here. */
export type OnceAttempting = { attemptOnce(request: AttemptRequest): Promise<Attempt> };

/** After so many consecutive renewals of an expired session without a grant, no more are tried. */
const mostFruitless = 3;

/**
 * Keeps an open session from expiring: renews it before its end, once for all waiting requests, and finds out after a
 * refusal whether the session had expired. Returns null, after the update, for a patient's session from before it:
 * that the session survives the update is part of the test. Staff sessions are only helpers, so they may be renewed.
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
  /** When the session was last granted something, in milliseconds since the epoch. */
  let aliveAt = -Infinity;
  /** An attempt at the account's own things that was granted, to repeat as a check. */
  let witness: AttemptRequest | null = null;

  const renew = (expired: boolean): Promise<void> => {
    renewing ??= renewOnce(expired).finally(() => (renewing = null));
    return renewing;
  };

  /** Never rejects: a failed renewal is recorded, and shows in the refusals that follow. */
  const renewOnce = async (expired: boolean): Promise<void> => {
    const from = now();
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
      at: now(),
      account: account.id,
      session: id,
      ...(expired ? { expired } : {}),
    });
  };

  /** Finds out whether the session works, and renews it if not. Resolves with false when neither was possible. */
  const ask = async (own: boolean): Promise<boolean> => {
    const before = renewals;
    // Without a witness, the session was never granted anything, so there is nothing to check it with.
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
    // The witness is refused with new credentials, too: it may have been removed.
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
      const due = credentials.term !== null && now() >= credentials.term.renewAt;
      return due ? renew(false) : null;
    },
    async revived({ renewals: then, sentAt, own }) {
      for (;;) {
        await renewing;
        if (renewals > then) return true;
        if (aliveAt > sentAt || fruitless >= mostFruitless) return false;
        if (worker.signal.aborted) return false;
        // The loop repeats, because a check that was under way already may have begun before this request was sent.
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
      // A list at a fixed address is the better witness, because it cannot be removed.
      if (plain && (witness === null || (witness.thing !== null && thing === null)))
        witness = { session: request.session, surface, thing };
    },
  };
}

/** Marks an attempt with an expired session as unclear. It is repeated after the renewal. */
export function expiredThen(attempt: Attempt): Attempt {
  return { ...attempt, outcome: 'unclear', why: 'the session had expired, and was renewed' };
}

function isRefusal({ outcome }: Attempt): boolean {
  return outcome === 'denied' || outcome === 'concealed';
}
