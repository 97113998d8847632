import type { AccountId } from '../../domain/account.ts';
import { createTotp, wrongCode } from '../../accounts/totp.ts';
import type { Totp } from '../../accounts/totp.ts';
import { createCredentials } from '../http/session-credentials.ts';
import type { SessionCredentials } from '../http/session-credentials.ts';
import { httpOf } from '../http/http-of.ts';
import { checkSignedIn } from './signed-in.ts';
import { valuesGiven } from './values-given.ts';
import type { Account } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Network } from '../http/network.ts';

/** The second factors by account, and the last code that was used of each. */
export type SecondFactors = { totps: Map<AccountId, Totp>; codes: Map<AccountId, string> };

/** The result of one attempt to sign in. */
export type Trial = {
  credentials: SessionCredentials;
  /** The deployment asked for the second factor. */
  asked: boolean;
  /** The code was the same as the account's previous one. */
  repeated: boolean;
  failure: { error: unknown } | null;
};

/** Signs in with the password and, if the deployment asks for it, a current code. */
export async function trySignIn(
  worker: RunIdentity & Network & SecondFactors,
  account: Account,
): Promise<Trial> {
  const trial = await signInWith(worker, account, () => codeOf(worker, account));
  if (trial.failure === null || !trial.repeated) return trial;
  // Many deployments accept each code only once (RFC 6238, 5.2), so the second try waits for the next code.
  const code = await totpOf(worker, account).nextFresh();
  return signInWith(worker, account, () => code);
}

/** Signs in as far as the second factor, and gives no code or a wrong one. */
export function tryWithoutSecondFactor(
  worker: RunIdentity & Network & SecondFactors,
  account: Account,
  how: 'no-code' | 'wrong-code',
): Promise<Trial> {
  return signInWith(worker, account, () => {
    if (how === 'no-code') throw new Error('stopped before the second factor');
    return wrongCode(secretOf(account));
  });
}

/** A current code of the account's second factor. Throws when the account has none. */
export function codeOf(worker: SecondFactors, account: Account): string {
  const code = totpOf(worker, account).next();
  worker.codes.set(account.id, code);
  return code;
}

function totpOf(worker: SecondFactors, account: Account): Totp {
  const totp = worker.totps.get(account.id) ?? createTotp(secretOf(account));
  worker.totps.set(account.id, totp);
  return totp;
}

function secretOf({ id, credentials }: Account): string {
  const secret = credentials['totpSecret'];
  if (secret === undefined)
    throw new Error(`the deployment asked for a second factor, but ${id} has no totpSecret`);
  return secret;
}

/** Signs in by the definition's `signIn`, and never rejects. Cookies set before a failure stay in the credentials. */
async function signInWith(
  worker: RunIdentity & Network & SecondFactors,
  account: Account,
  code: () => string,
): Promise<Trial> {
  const credentials = createCredentials(worker.base.origin);
  const origins = new Set(credentials.origins);
  const given = new Set<string>();
  const trial: Trial = { credentials, asked: false, repeated: false, failure: null };
  const before = worker.codes.get(account.id);
  const http = httpOf(worker, credentials, (url, answer) => {
    origins.add(url.origin);
    for (const value of valuesGiven(answer)) given.add(value);
  });
  try {
    const signedIn = await worker.definition.accounts.signIn({
      http,
      account,
      totp() {
        trial.asked = true;
        const current = code();
        trial.repeated = current === before;
        return current;
      },
    });
    const { headers, keep, term } = checkSignedIn(signedIn, 'accounts.signIn');
    if (headers === null && credentials.jar.serializeSync()?.cookies.length === 0)
      throw new TypeError(nothingLeft);
    Object.assign(credentials, { headers: headers ?? {}, keep, term });
  } catch (error) {
    trial.failure = { error };
  }
  credentials.origins = origins;
  if (trial.failure !== null) credentials.given = [...given];
  return trial;
}

const nothingLeft =
  'accounts.signIn left nothing that says who asks: it returned no headers, and no cookie was set. ' +
  'Return { headers: { authorization: … } }, or { headers: {} } if requests of a session need none';
