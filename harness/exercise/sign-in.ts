import { cloneJar, createBaggage, secretsOf } from './cookies.ts';
import type { Baggage } from './cookies.ts';
import type { Core } from './core.ts';
import { failedFact } from './failed-fact.ts';
import { takeNumber } from './holdings.ts';
import { httpOf } from './http-of.ts';
import { createTotp, wrongCode } from '../accounts/totp.ts';
import type { Totp } from '../accounts/totp.ts';
import type { Account, Session } from './worker-types.ts';

/** Signs in. See `Worker.signIn`. */
export async function signIn(core: Core, account: Account): Promise<Session> {
  let trial = await trySignIn(core, account, () => codeOf(core, account));
  if (trial.failure !== null && trial.repeated) {
    // Many deployments take each code only once (RFC 6238, 5.2): wait for the next one.
    const code = await totpOf(core, account).nextFresh();
    trial = await trySignIn(core, account, () => code);
  }
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
  const trial = await trySignIn(core, account, () => {
    if (how === 'no-code') throw new Error('stopped before the second factor');
    return wrongCode(secretOf(account));
  });
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

/** A current code of the account's second factor. Throws where it has none. */
export function codeOf(core: Core, account: Account): string {
  const code = totpOf(core, account).next();
  core.codes.set(account.id, code);
  return code;
}

function totpOf(core: Core, account: Account): Totp {
  const totp = core.totps.get(account.id) ?? createTotp(secretOf(account));
  core.totps.set(account.id, totp);
  return totp;
}

function secretOf({ id, credentials }: Account): string {
  const secret = credentials['totpSecret'];
  if (secret === undefined)
    throw new Error(`the deployment asked for a second factor, but ${id} has no totpSecret`);
  return secret;
}

type Trial = {
  baggage: Baggage;
  asked: boolean;
  /** The code had been given before. */
  repeated: boolean;
  failure: { error: unknown } | null;
};

/** The cookies are kept as they were when the code was asked for, and went on from there. */
async function trySignIn(core: Core, account: Account, code: () => string): Promise<Trial> {
  const baggage = createBaggage(core.base.origin);
  const origins = new Set(baggage.origins);
  const trial: Trial = { baggage, asked: false, repeated: false, failure: null };
  const before = core.codes.get(account.id);
  const http = httpOf(core, baggage, (url) => void origins.add(url.origin));
  try {
    const carried = await core.options.definition.accounts.signIn({
      http,
      account,
      totp() {
        trial.asked = true;
        const given = code();
        trial.repeated = given === before;
        return given;
      },
    });
    baggage.headers = carried?.headers ?? {};
  } catch (error) {
    trial.failure = { error };
  }
  baggage.origins = origins;
  return trial;
}

function hold(core: Core, account: Account, baggage: Baggage, state: Session['state']): Session {
  const id = `${account.id}.s${takeNumber(core.holdings, account.id, 'nextSession')}`;
  const session: Session = {
    id,
    account,
    state,
    phase: core.options.phase,
    http: httpOf(core, baggage),
  };
  core.holdings.sessions.set(id, session);
  core.holdings.baggage.set(id, baggage);
  knowSession(core, account, baggage);
  return session;
}

/** Makes a session's credentials recognisable, should another account ever receive them. */
export function knowSession(core: Core, account: Account, baggage: Baggage): void {
  for (const { name, value } of secretsOf(baggage))
    core.inspecting.known.addCredential(account.id, name, value);
}

/** Signs out. See `Worker.signOut`. */
export async function signOut(core: Core, session: Session): Promise<Session> {
  const { account } = session;
  const { signOut: leave } = core.options.definition.accounts;
  if (typeof leave !== 'function') throw new Error(`the deployment has no sign-out: ${leave.none}`);
  const baggage = core.holdings.baggage.get(session.id);
  if (baggage === undefined) throw new Error(`the session ${session.id} is not this worker's`);
  const kept: Baggage = { ...baggage, jar: cloneJar(baggage.jar), frozen: true, worked: new Map() };
  const from = Date.now();
  try {
    await leave({ http: session.http, account });
  } catch (error) {
    core.recordFact(failedFact(account.id, account.cohort, 'sign-out', error));
    throw error;
  }
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
