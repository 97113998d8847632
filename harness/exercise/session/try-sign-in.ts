import { createTotp, wrongCode } from '../../accounts/totp.ts';
import type { Totp } from '../../accounts/totp.ts';
import { createBaggage } from '../http/cookies.ts';
import type { Baggage } from '../http/cookies.ts';
import type { Core } from '../state/core.ts';
import { httpOf } from '../http/http-of.ts';
import { checkSignedIn } from './signed-in.ts';
import type { Account } from '../state/worker-types.ts';

/** How one sign-in came out. */
export type Trial = {
  baggage: Baggage;
  /** The second factor was asked for. */
  asked: boolean;
  /** The code had been given before. */
  repeated: boolean;
  failure: { error: unknown } | null;
};

/** Signs in with the password and, where it is asked for, a current code. */
export async function trySignIn(core: Core, account: Account): Promise<Trial> {
  const trial = await signInWith(core, account, () => codeOf(core, account));
  if (trial.failure === null || !trial.repeated) return trial;
  // Many deployments take each code only once (RFC 6238, 5.2): wait for the next one.
  const code = await totpOf(core, account).nextFresh();
  return signInWith(core, account, () => code);
}

/** Signs in as far as the second factor, and gives no code or a wrong one. */
export function tryWithoutSecondFactor(
  core: Core,
  account: Account,
  how: 'no-code' | 'wrong-code',
): Promise<Trial> {
  return signInWith(core, account, () => {
    if (how === 'no-code') throw new Error('stopped before the second factor');
    return wrongCode(secretOf(account));
  });
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

/** The cookies are kept as they were when the code was asked for, and went on from there. */
async function signInWith(core: Core, account: Account, code: () => string): Promise<Trial> {
  const baggage = createBaggage(core.base.origin);
  const origins = new Set(baggage.origins);
  const trial: Trial = { baggage, asked: false, repeated: false, failure: null };
  const before = core.codes.get(account.id);
  const http = httpOf(core, baggage, (url) => void origins.add(url.origin));
  try {
    const given = await core.options.definition.accounts.signIn({
      http,
      account,
      totp() {
        trial.asked = true;
        const current = code();
        trial.repeated = current === before;
        return current;
      },
    });
    const { headers, keep, term } = checkSignedIn(given, 'accounts.signIn');
    if (headers === null && baggage.jar.serializeSync()?.cookies.length === 0)
      throw new TypeError(nothingLeft);
    Object.assign(baggage, { headers: headers ?? {}, keep, term });
  } catch (error) {
    trial.failure = { error };
  }
  baggage.origins = origins;
  return trial;
}

const nothingLeft =
  'accounts.signIn left nothing that says who asks: it returned no headers, and no cookie was set. ' +
  'Return { headers: { authorization: … } }, or { headers: {} } if requests of a session need none';
