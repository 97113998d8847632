import { now } from '../../domain/clock.ts';
import type { SignOut } from '../../deployment/sessions.ts';
import { lifeAfterSignOut, signOutOf } from '../../deployment/sign-out.ts';
import { cloneJar, createCredentials } from '../http/session-credentials.ts';
import type { SessionCredentials, CredentialStore } from '../http/session-credentials.ts';
import { failedFact } from '../state/failed-fact.ts';
import { takeNumber } from '../state/holdings.ts';
import { httpOf } from '../http/http-of.ts';
import { knowSession } from './know-session.ts';
import { trySignIn, tryWithWrongPassword, tryWithoutSecondFactor } from './try-sign-in.ts';
import type { Trial } from './try-sign-in.ts';
import { cookiesAlone, visit } from './earlier-cookies.ts';
import type { Carried } from '../state/attempt-request.ts';
import { noteSession } from './saved-session.ts';
import { keepUp } from './upkeep.ts';
import type { Account, Session } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Network } from '../http/network.ts';
import type { Renewing } from './renew.ts';
import type { Holder } from '../state/holdings.ts';
import type { OnceAttempting } from './upkeep.ts';

/** The roles of a worker that can sign in and out. */
export type SessionMaking = Renewing & Recorder & Holder & CredentialStore & OnceAttempting;

/** Signs in. See `Worker.signIn`. */
export async function signIn(worker: SessionMaking, account: Account): Promise<Session> {
  const trial = await trySignIn(worker, account);
  if (trial.failure !== null) {
    worker.recordFact(failedFact(account.id, account.cohort, 'sign-in', trial.failure.error));
    throw trial.failure.error;
  }
  return admit(worker, account, trial);
}

/** The session of a sign-in, and what its client had before that; null: no cookie. */
export type FromClient = { session: Session; earlier: Carried | null };

/** Signs in with what a client had before. See `Worker.signInFrom`. */
export async function signInFrom(
  worker: SessionMaking,
  account: Account,
  { ended, addresses }: { ended: Session | null; addresses: readonly string[] },
): Promise<FromClient | null> {
  const left = worker.sessionCredentials.get(ended?.id ?? '');
  const client = createCredentials(worker.base.origin);
  if (left !== undefined) client.jar = cloneJar(left.jar);
  await visit(worker, client, addresses);
  let earlier: Carried | null = null;
  const note = () => (earlier = cookiesAlone(worker, client.jar));
  const trial = await trySignIn(worker, account, { jar: client.jar, note });
  if (trial.failure !== null) return null;
  return { session: admit(worker, account, trial), earlier };
}

function admit(worker: SessionMaking, account: Account, trial: Trial): Session {
  const session = hold(worker, account, trial.credentials, 'open');
  worker.recordFact({
    type: 'fact',
    fact: 'signed-in',
    at: now(),
    account: account.id,
    session: session.id,
    phase: worker.phase,
    secondFactorAsked: !account.hasSecondFactor || trial.asked,
  });
  return session;
}

/** Signs in as far as the second factor. See `Worker.signInWithoutSecondFactor`. */
export async function signInWithoutSecondFactor(
  worker: SessionMaking,
  account: Account,
  how: 'no-code' | 'wrong-code',
): Promise<Session | null> {
  if (!account.hasSecondFactor) return null;
  const trial = await tryWithoutSecondFactor(worker, account, how);
  if (trial.failure !== null && !trial.asked) {
    worker.recordFact(
      failedFact(account.id, account.cohort, 'sign-in without second factor', trial.failure.error),
    );
    throw trial.failure.error;
  }
  trial.credentials.frozen = true;
  const session = hold(worker, account, trial.credentials, 'no-second-factor');
  if (!trial.asked) {
    const { phase } = worker;
    worker.recordFact({
      type: 'fact',
      fact: 'signed-in',
      at: now(),
      account: account.id,
      session: session.id,
      phase,
      secondFactorAsked: false,
    });
  }
  return session;
}

/** Signs in with a wrong password. See `Worker.signInWithWrongPassword`. */
export async function signInWithWrongPassword(
  worker: SessionMaking,
  account: Account,
): Promise<Session | null> {
  const trial = await tryWithWrongPassword(worker, account);
  if (trial === null) return null;
  trial.credentials.frozen = true;
  return hold(worker, account, trial.credentials, 'wrong-password');
}

function hold(
  worker: SessionMaking,
  account: Account,
  credentials: SessionCredentials,
  state: Session['state'],
): Session {
  const id = `${account.id}.s${takeNumber(worker.holdings, account.id, 'nextSession')}`;
  const { phase } = worker;
  const session: Session = { id, account, state, phase, http: httpOf(worker, credentials) };
  credentials.upkeep = keepUp(worker, session, credentials);
  if (state === 'open') credentials.later = new Set();
  worker.holdings.sessions.set(id, session);
  worker.sessionCredentials.set(id, credentials);
  noteSession(worker, session);
  knowSession(worker, account, credentials);
  return session;
}

/** Signs out. See `Worker.signOut`. */
export async function signOut(worker: SessionMaking, session: Session): Promise<Session> {
  const leave = signOutOf(worker.definition.accounts);
  if (leave === null) throw new Error('the deployment has no sign-out');
  const credentials = worker.sessionCredentials.get(session.id);
  if (credentials === undefined) throw new Error(`the session ${session.id} is not this worker's`);
  const { from, kept } = await leaveWith(worker, session, credentials, leave.run);
  return noteEnded(worker, session, from, kept);
}

/** Records that a session has ended, from when it was asked for, and keeps the credentials that it had. */
export function noteEnded(
  worker: SessionMaking,
  session: Session,
  from: number,
  kept: SessionCredentials,
): Session {
  const at = now();
  const life = lifeAfterSignOut(signOutOf(worker.definition.accounts), at);
  worker.recordFact({
    type: 'fact',
    fact: 'signed-out',
    from,
    at,
    ...life,
    account: session.account.id,
    session: session.id,
  });
  const ended: Session = { ...session, ...life, state: 'signed-out', http: httpOf(worker, kept) };
  worker.holdings.sessions.set(session.id, ended);
  worker.sessionCredentials.set(session.id, kept);
  noteSession(worker, ended);
  return ended;
}

/** A copy of credentials as they are now, which nothing changes or renews. */
export function frozenCopy(credentials: SessionCredentials): SessionCredentials {
  const { jar } = credentials;
  return { ...credentials, upkeep: null, jar: cloneJar(jar), frozen: true, worked: new Map() };
}

/**
 * Signs out with the session's current credentials, and returns a copy of just those. The session is not renewed in
 * between: otherwise the sign-out would end other credentials than the copy, which later attempts use.
 */
async function leaveWith(
  worker: RunIdentity & Recorder & Network,
  { account }: Session,
  credentials: SessionCredentials,
  leave: SignOut,
): Promise<{ from: number; kept: SessionCredentials }> {
  const { upkeep } = credentials;
  for (let again = false; ; again = true) {
    await upkeep?.ready();
    const renewals = upkeep?.renewals ?? 0;
    const leaving = { ...credentials, upkeep: null, worked: new Map() };
    const kept = frozenCopy(credentials);
    const from = now();
    try {
      await leave({ http: httpOf(worker, leaving), account, keep: leaving.keep });
      // A request that still uses the old session must not renew it by signing in again.
      credentials.upkeep = null;
      return { from, kept };
    } catch (error) {
      if (!again && (await upkeep?.revived({ renewals, sentAt: from, own: true })) === true)
        continue;
      worker.recordFact(failedFact(account.id, account.cohort, 'sign-out', error));
      throw error;
    }
  }
}
