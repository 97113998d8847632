import { isUnguessable } from '../../../canaries/estimate-bits.ts';
import { cookiesIn } from '../../http/session-credentials.ts';
import type { CredentialStore, SessionCredentials } from '../../http/session-credentials.ts';
import type { SentCookie, Session } from '../../state/held.ts';
import type { Holder } from '../../state/holdings.ts';

/** Names of cookies that may say who somebody is, whatever is in them. */
const mayIdentify = /sess|sid\b|auth|token|jwt|sso|login|remember|csrf|xsrf|secret|key/i;

/**
 * Cookies that another account was given once it was signed in, and that say what it saw or chose: one of each name. A
 * value that nobody can guess may be a credential, and is none of them unless it is an id of the run.
 */
export function othersCookies(worker: CredentialStore & Holder, session: Session): SentCookie[] {
  const { accounts, things, sessions } = worker.holdings;
  const ids = new Set(
    [...accounts.values(), ...things.values()].flatMap((one) => Object.values(one.ids)),
  );
  const others = [...sessions.values()].filter(
    ({ account, state }) => account.id !== session.account.id && state === 'open',
  );
  const own = laterCookies(worker.sessionCredentials.get(session.id));
  const found = new Map<string, SentCookie>();
  for (const { id } of others) {
    for (const cookie of laterCookies(worker.sessionCredentials.get(id))) {
      const { name, value } = cookie;
      const isOwn = own.some((one) => one.name === name && one.value === value);
      const isOpaque = isUnguessable(value) && !ids.has(decoded(value));
      if (!isOwn && !isOpaque && value !== '' && !mayIdentify.test(name)) found.set(name, cookie);
    }
  }
  return [...found.values()];
}

/** The cookies of a session whose names came after its sign-in. */
function laterCookies(credentials: SessionCredentials | undefined): SentCookie[] {
  const { later, jar } = credentials ?? {};
  if (jar === undefined || later === undefined || later.size === 0) return [];
  return cookiesIn(jar).filter(({ name }) => later.has(name));
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
