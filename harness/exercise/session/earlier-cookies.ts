import type { CookieJar } from 'tough-cookie';
import type { Http, RequestOptions } from '../../deployment/http.ts';
import type { AccountView } from '../../deployment/views.ts';
import { companiesOf, isSendable, openSenders } from '../http/carriers.ts';
import { clientOf } from '../http/client-of.ts';
import { HttpError } from '../http/http-error.ts';
import { httpOf } from '../http/http-of.ts';
import type { Network } from '../http/network.ts';
import { cookiesIn, createCredentials } from '../http/session-credentials.ts';
import type { CredentialStore, SessionCredentials } from '../http/session-credentials.ts';
import type { Carried } from '../state/attempt-request.ts';
import type { SentCookie } from '../state/held.ts';
import type { Holder } from '../state/holdings.ts';

/** The addresses, of some, at which somebody who has not signed in is given cookies. */
export async function addressesWithCookies(
  worker: Network,
  addresses: readonly string[],
): Promise<string[]> {
  const giving: string[] = [];
  for (const address of addresses) {
    const credentials = createCredentials(worker.base.origin);
    await visit(worker, credentials, [address]);
    if (sendableIn(credentials.jar).length > 0) giving.push(address);
  }
  return giving;
}

/** Asks for addresses, for the cookies that may come with them. What is refused may set some, too. */
export async function visit(
  worker: Network,
  credentials: SessionCredentials,
  addresses: readonly string[],
): Promise<void> {
  const http = httpOf(worker, credentials);
  for (const address of addresses) {
    try {
      await http.get(address, { anyStatus: true });
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
    }
  }
}

/** The cookies of a jar as all that a client has, beside what sessions of several accounts send alike; null without any. */
export function cookiesAlone(
  { holdings, sessionCredentials }: Pick<Holder, 'holdings'> & CredentialStore,
  jar: CookieJar,
): Carried | null {
  const [first, ...others] = sendableIn(jar);
  if (first === undefined) return null;
  const [company] = companiesOf(openSenders({ holdings, sessionCredentials }));
  const { name, value } = first;
  const cookies = Object.fromEntries(others.map((other) => [other.name, other.value]));
  return {
    carrier: { kind: 'cookie', name },
    value,
    company: { headers: company?.headers ?? {}, cookies },
  };
}

function sendableIn(jar: CookieJar): SentCookie[] {
  return cookiesIn(jar).filter(({ value }) => value !== '' && isSendable(value));
}

/** Names of credentials that only the account's user knows. */
const secretNames = /pass|pwd|secret|\bpin\b/i;

/**
 * A client for one sign-in that tells what it had before: called before the first request that holds the account's password
 * (or any of its credentials, where none is named like that), and before that for the first request that is no GET.
 */
export function beforeSecrets(http: Http, { credentials }: AccountView, note: () => void): Http {
  const all = Object.entries(credentials).filter(([name]) => name !== 'totpSecret');
  const named = all.filter(([name]) => secretNames.test(name));
  const secrets = (named.length > 0 ? named : all).map(([, value]) => value);
  let isOver = false;
  let isSeen = false;
  return clientOf((method, path, options = {}) => {
    const holdsSecret = isHeld(secrets, path, options);
    if (!isOver && (holdsSecret || (!isSeen && method.toUpperCase() !== 'GET'))) {
      isSeen = true;
      isOver = holdsSecret;
      note();
    }
    return http.request(method, path, options);
  });
}

/** A client that tells before each request that holds a text. */
export function beforeText(http: Http, text: string, note: () => void): Http {
  return clientOf((method, path, options = {}) => {
    if (isHeld([text], path, options)) note();
    return http.request(method, path, options);
  });
}

function isHeld(secrets: readonly string[], path: string, options: RequestOptions): boolean {
  const { body } = options;
  const text = body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : (body ?? '');
  const parts = body instanceof FormData ? [...body.values()] : [text];
  const sent = JSON.stringify([path, options, parts]);
  const isIn = (text: string): boolean => sent.includes(JSON.stringify(text).slice(1, -1));
  return secrets.some(
    (secret) => secret !== '' && (isIn(secret) || isIn(encodeURIComponent(secret))),
  );
}
