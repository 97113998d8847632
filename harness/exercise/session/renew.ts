import { cloneJar } from '../http/session-credentials.ts';
import type { SessionCredentials } from '../http/session-credentials.ts';
import { httpOf } from '../http/http-of.ts';
import { HttpError } from '../http/http-error.ts';
import { knowSession } from './know-session.ts';
import { checkSignedIn } from './signed-in.ts';
import { trySignIn } from './try-sign-in.ts';
import type { Account } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Network } from '../http/network.ts';
import type { CodeGiving } from './second-factor.ts';
import type { Scanning } from '../scan/inspect.ts';

/** The roles of a worker that can renew sessions. */
export type Renewing = RunIdentity & Network & Scanning & CodeGiving;

type Renewed = Pick<SessionCredentials, 'jar' | 'headers' | 'origins' | 'keep' | 'term'>;

/**
 * Gives a session new credentials: by the definition's `renew`, or by signing in again if there is no `renew` or the
 * deployment refuses it (refresh tokens expire, too). Rejects when neither works.
 */
export async function renewSession(
  worker: Renewing,
  account: Account,
  credentials: SessionCredentials,
): Promise<void> {
  const renewed =
    (await refresh(worker, account, credentials)) ?? (await signInAgain(worker, account));
  // The object stays and gets a new jar. Requests under way hold the old jar, so their late cookies do no harm.
  Object.assign(credentials, renewed, { worked: new Map() });
  knowSession(worker, account, credentials);
}

/** Renews by the definition's `renew`. Resolves with null when there is none or the deployment refuses it. */
export async function refresh(
  worker: RunIdentity & Network,
  account: Account,
  credentials: SessionCredentials,
): Promise<Renewed | null> {
  const { renew } = worker.definition.accounts;
  if (renew === undefined) return null;
  const jar = cloneJar(credentials.jar);
  const origins = new Set(credentials.origins);
  // The session's headers are left out, because many servers refuse any request with an expired token.
  const carried: SessionCredentials = {
    ...credentials,
    jar,
    headers: {},
    upkeep: null,
    worked: new Map(),
  };
  const http = httpOf(worker, carried, ({ url }) => void origins.add(url.origin));
  try {
    const given = await renew({ http, account, keep: credentials.keep });
    const { headers, keep, term } = checkSignedIn(given, 'accounts.renew');
    return {
      jar,
      origins,
      headers: headers ?? credentials.headers,
      keep: { ...credentials.keep, ...keep },
      term,
    };
  } catch (error) {
    const refused = error instanceof HttpError && error.status !== null && error.status < 500;
    if (refused) return null;
    throw error;
  }
}

async function signInAgain(worker: CodeGiving, account: Account): Promise<Renewed> {
  const { credentials, failure } = await trySignIn(worker, account);
  if (failure !== null) throw failure.error;
  const { jar, headers, origins, keep, term } = credentials;
  return { jar, headers, origins, keep, term };
}
