import type { CookieJar } from 'tough-cookie';
import type { Http } from '../../deployment/http.ts';
import { cookiesIn, createCredentials } from '../http/session-credentials.ts';
import type { SessionCredentials } from '../http/session-credentials.ts';
import { httpOf } from '../http/http-of.ts';
import { altered, codesFor, noCodes, wrongCodes } from './second-factor.ts';
import type { CodeGiving, Codes } from './second-factor.ts';
import { beforeSecrets, beforeText } from './earlier-cookies.ts';
import { watchSignIn } from './sent-back.ts';
import { checkSignedIn } from './signed-in.ts';
import { valuesGiven } from './values-given.ts';
import type { Account } from '../state/held.ts';

/** The result of one attempt to sign in. */
export type Trial = {
  credentials: SessionCredentials;
  /** The deployment asked for the second factor. */
  asked: boolean;
  failure: { error: unknown } | null;
};

/** A client that has cookies before it signs in. `note`: called before what only the user knows is sent. */
export type EarlierClient = { jar: CookieJar; note(): void };

/** What a sign-in begins with. `through`: the client that the definition gets, made of its own. */
type Start = { jar?: CookieJar; through?(http: Http): Http };

/** Signs in with the password and, if the deployment asks for it, a code that was not used before. */
export async function trySignIn(
  worker: CodeGiving,
  account: Account,
  client?: EarlierClient,
): Promise<Trial> {
  const codes = await codesFor(worker, account);
  if (client === undefined) return signInWith(worker, account, codes);
  const through = (http: Http) => beforeSecrets(http, account, client.note);
  return signInWith(worker, account, codes, { jar: client.jar, through });
}

/** Signs in as far as the second factor, and gives no code or a wrong one. */
export function tryWithoutSecondFactor(
  worker: CodeGiving,
  account: Account,
  how: 'no-code' | 'wrong-code',
): Promise<Trial> {
  return signInWith(worker, account, how === 'no-code' ? noCodes() : wrongCodes(worker, account));
}

/** The credential that is an account's password, by its name; null where it has none. */
function passwordOf({ credentials }: Pick<Account, 'credentials'>): string | null {
  return (
    Object.keys(credentials).find((name) => /^(?:password|passphrase|pin)$/i.test(name)) ?? null
  );
}

/**
 * Signs in with another password than the account's. Null for an account without one, and where it was not sent: by a way
 * in that is there for tests, such as a link, there is nothing to compare.
 */
export async function tryWithWrongPassword(
  worker: CodeGiving,
  account: Account,
): Promise<Trial | null> {
  const name = passwordOf(account);
  if (name === null) return null;
  const password = altered(account.credentials[name] ?? '');
  const credentials = { ...account.credentials, [name]: password };
  let isSent = false;
  const through = (http: Http) => beforeText(http, password, () => (isSent = true));
  const trial = await signInWith(worker, { ...account, credentials }, noCodes(), { through });
  return isSent ? trial : null;
}

/** Signs in by the definition's `signIn`, and never rejects. Cookies set before a failure stay in the credentials. */
async function signInWith(
  worker: CodeGiving,
  account: Account,
  codes: Codes,
  { jar, through = (http) => http }: Start = {},
): Promise<Trial> {
  const credentials = createCredentials(worker.base.origin);
  if (jar !== undefined) credentials.jar = jar;
  const origins = new Set(credentials.origins);
  const given = new Set<string>();
  const trial: Trial = { credentials, asked: false, failure: null };
  const watch = watchSignIn(worker.definition.signInPage);
  const http = httpOf(worker, credentials, (answer) => {
    origins.add(answer.url.origin);
    watch.note(answer);
    for (const value of valuesGiven(answer)) given.add(value);
  });
  const asked = <Code>(give: () => Code) => {
    return () => {
      trial.asked = true;
      return give();
    };
  };
  try {
    const { totp, code } = codes;
    const signedIn = await worker.definition.accounts.signIn({
      http: through(http),
      account,
      totp: asked(totp),
      code: asked(code),
    });
    const checked = () => checkSignedIn(signedIn, 'accounts.signIn');
    const sentBack = await watch.whySentBack(async (address) =>
      http.get(address, { headers: checked().headers ?? {}, anyStatus: true }),
    );
    if (sentBack !== null) throw sentBack;
    const { headers, keep, term } = checked();
    if (headers === null && cookiesIn(credentials.jar).length === 0)
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
