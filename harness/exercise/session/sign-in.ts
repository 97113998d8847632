import { cloneJar } from '../http/cookies.ts';
import type { Baggage } from '../http/cookies.ts';
import type { Core } from '../state/core.ts';
import { failedFact } from '../state/failed-fact.ts';
import { takeNumber } from '../state/holdings.ts';
import { httpOf } from '../http/http-of.ts';
import { knowSession } from './know-session.ts';
import { trySignIn, tryWithoutSecondFactor } from './try-sign-in.ts';
import { keepUp } from './upkeep.ts';
import type { Account, Session } from '../state/worker-types.ts';

/** Signs in. See `Worker.signIn`. */
export async function signIn(core: Core, account: Account): Promise<Session> {
  const trial = await trySignIn(core, account);
  if (trial.failure !== null) {
    core.recordFact(failedFact(account.id, account.cohort, 'sign-in', trial.failure.error));
    throw trial.failure.error;
  }
  const session = hold(core, account, trial.baggage, 'open');
  core.recordFact({
    type: 'fact',
    fact: 'signed-in',
    at: Date.now(),
    account: account.id,
    session: session.id,
    phase: core.options.phase,
    secondFactorAsked: !account.hasSecondFactor || trial.asked,
  });
  return session;
}

/** Signs in as far as the second factor. See `Worker.signInWithoutSecondFactor`. */
export async function signInWithoutSecondFactor(
  core: Core,
  account: Account,
  how: 'no-code' | 'wrong-code',
): Promise<Session | null> {
  if (!account.hasSecondFactor) return null;
  const trial = await tryWithoutSecondFactor(core, account, how);
  if (trial.failure !== null && !trial.asked) {
    core.recordFact(
      failedFact(account.id, account.cohort, 'sign-in without second factor', trial.failure.error),
    );
    throw trial.failure.error;
  }
  trial.baggage.frozen = true;
  const session = hold(core, account, trial.baggage, 'no-second-factor');
  if (!trial.asked) {
    const { phase } = core.options;
    core.recordFact({
      type: 'fact',
      fact: 'signed-in',
      at: Date.now(),
      account: account.id,
      session: session.id,
      phase,
      secondFactorAsked: false,
    });
  }
  return session;
}

function hold(core: Core, account: Account, baggage: Baggage, state: Session['state']): Session {
  const id = `${account.id}.s${takeNumber(core.holdings, account.id, 'nextSession')}`;
  const { phase } = core.options;
  const session: Session = { id, account, state, phase, http: httpOf(core, baggage) };
  baggage.upkeep = keepUp(core, session, baggage);
  core.holdings.sessions.set(id, session);
  core.holdings.baggage.set(id, baggage);
  knowSession(core, account, baggage);
  return session;
}

/** Signs out. See `Worker.signOut`. */
export async function signOut(core: Core, session: Session): Promise<Session> {
  const { account } = session;
  const { signOut: leave } = core.options.definition.accounts;
  if (typeof leave !== 'function') throw new Error(`the deployment has no sign-out: ${leave.none}`);
  const baggage = core.holdings.baggage.get(session.id);
  if (baggage === undefined) throw new Error(`the session ${session.id} is not this worker's`);
  const { from, kept } = await leaveWith(core, session, baggage, leave);
  core.recordFact({
    type: 'fact',
    fact: 'signed-out',
    from,
    at: Date.now(),
    account: account.id,
    session: session.id,
  });
  const ended: Session = { ...session, state: 'signed-out', http: httpOf(core, kept) };
  core.holdings.sessions.set(session.id, ended);
  core.holdings.baggage.set(session.id, kept);
  return ended;
}

type Leave = Exclude<Core['options']['definition']['accounts']['signOut'], { none: string }>;

/**
 * Signs out with what the session carries now, and keeps just that: were it renewed on the way, another session
 * than the kept one would have been ended.
 */
async function leaveWith(
  core: Core,
  { account }: Session,
  baggage: Baggage,
  leave: Leave,
): Promise<{ from: number; kept: Baggage }> {
  const { upkeep } = baggage;
  for (let again = false; ; again = true) {
    await upkeep?.ready();
    const renewals = upkeep?.renewals ?? 0;
    const leaving = { ...baggage, upkeep: null, worked: new Map() };
    const kept: Baggage = {
      ...leaving,
      jar: cloneJar(baggage.jar),
      frozen: true,
      worked: new Map(),
    };
    const from = Date.now();
    try {
      await leave({ http: httpOf(core, leaving), account });
      // Whoever still has the old session must not sign in again with it.
      baggage.upkeep = null;
      return { from, kept };
    } catch (error) {
      if (!again && (await upkeep?.revived({ renewals, sentAt: from, own: true })) === true)
        continue;
      core.recordFact(failedFact(account.id, account.cohort, 'sign-out', error));
      throw error;
    }
  }
}
