import { now } from '../../domain/clock.ts';
import { lifeAfterSignOut, signOutOf } from '../../deployment/sign-out.ts';
import { createCredentials } from '../http/session-credentials.ts';
import { takeNumber } from '../state/holdings.ts';
import { httpOf } from '../http/http-of.ts';
import type { Account, Session } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Holder } from '../state/holdings.ts';
import type { Network } from '../http/network.ts';
import type { Scanning } from '../scan/inspect.ts';

/** Records a session that was opened in a browser. See `Worker.adoptSession`. */
export function adoptSession(
  worker: RunIdentity & Recorder & Holder & Network & Scanning,
  account: Account,
  credentials: readonly string[],
): Session {
  const id = `${account.id}.s${takeNumber(worker.holdings, account.id, 'nextSession')}`;
  const { phase } = worker;
  for (const value of credentials)
    worker.inspecting.known.addCredential(account.id, 'cookie', value);
  const session: Session = {
    id,
    account,
    state: 'open',
    phase,
    http: httpOf(worker, createCredentials(worker.base.origin)),
  };
  worker.holdings.sessions.set(id, session);
  worker.recordFact({
    type: 'fact',
    fact: 'signed-in',
    at: now(),
    account: account.id,
    session: id,
    phase,
    // Whether a second factor was asked for shows in the browser's steps, which this worker did not see.
    secondFactorAsked: true,
  });
  return session;
}

/** Records a sign-out that was made in the browser. See `Worker.adoptSignOut`. */
export function adoptSignOut(
  worker: RunIdentity & Recorder & Holder,
  session: Session,
  from: number,
): Session {
  const at = now();
  const life = lifeAfterSignOut(signOutOf(worker.definition.accounts), at);
  const ended: Session = { ...session, ...life, state: 'signed-out' };
  worker.holdings.sessions.set(session.id, ended);
  worker.recordFact({
    type: 'fact',
    fact: 'signed-out',
    from,
    at,
    ...life,
    account: session.account.id,
    session: session.id,
  });
  return ended;
}
