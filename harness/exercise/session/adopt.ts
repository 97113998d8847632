import { createBaggage } from '../http/cookies.ts';
import type { Core } from '../state/core.ts';
import { takeNumber } from '../state/holdings.ts';
import { httpOf } from '../http/http-of.ts';
import type { Account, Session } from '../state/worker-types.ts';

/** Records a session that was opened in a browser. See `Worker.adoptSession`. */
export function adoptSession(
  core: Core,
  account: Account,
  credentials: readonly string[],
): Session {
  const id = `${account.id}.s${takeNumber(core.holdings, account.id, 'nextSession')}`;
  const { phase } = core.options;
  for (const value of credentials) core.inspecting.known.addCredential(account.id, 'cookie', value);
  const session: Session = {
    id,
    account,
    state: 'open',
    phase,
    http: httpOf(core, createBaggage(core.base.origin)),
  };
  core.holdings.sessions.set(id, session);
  core.recordFact({
    type: 'fact',
    fact: 'signed-in',
    at: Date.now(),
    account: account.id,
    session: id,
    phase,
    // In a browser the person's own steps show it; this worker did not see them.
    secondFactorAsked: true,
  });
  return session;
}

/** Records a sign-out that was made in the browser. See `Worker.adoptSignOut`. */
export function adoptSignOut(core: Core, session: Session, from: number): Session {
  const ended: Session = { ...session, state: 'signed-out' };
  core.holdings.sessions.set(session.id, ended);
  core.recordFact({
    type: 'fact',
    fact: 'signed-out',
    from,
    at: Date.now(),
    account: session.account.id,
    session: session.id,
  });
  return ended;
}
