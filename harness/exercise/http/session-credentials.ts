import { CookieJar } from 'tough-cookie';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { SentCookie } from '../state/held.ts';

/** The credentials of a session, and the state that is needed to send and renew them. */
export type SessionCredentials = {
  jar: CookieJar;
  /** Headers in addition to cookies, such as `authorization`. Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** Origins that may receive `headers`: the deployment's own, and those that answered during sign-in. */
  origins: ReadonlySet<string>;
  /** If true, answers no longer change the cookies. A signed-out session keeps the cookies that it had. */
  frozen: boolean;
  /** Values that renewing the session needs, such as a refresh token. */
  keep: Readonly<Record<string, string>>;
  /** When the session should be renewed, and when it expires; null when the deployment did not say. */
  term: Term | null;
  /** Renews the session. Null for a session that is half signed in, signed out, or without an account. */
  upkeep: Upkeep | null;
  /** Names of the cookies that came first once it was open: they say something else than whose it is. Default: unknown. */
  later?: Set<string>;
  /** An answer has set cookies since it was opened: not to read one may cost the session. Default: none has. */
  setsCookies?: true;
  /** Values of a half sign-in's answers that may be a credential. Default: none, the session is whole. */
  given?: readonly string[];
  /** Cookie headers by origin or address, as last worked out: that takes tough-cookie as long as a whole small answer takes. */
  worked: Map<string, { cookie: string; until: number }>;
};

/** The credentials of each session, by its id. They are kept apart from `Session`, which other modules get. */
export type CredentialStore = { sessionCredentials: Map<string, SessionCredentials> };

/** When a session should be renewed, and when it expires, in milliseconds since the epoch. */
export type Term = { renewAt: number; expiresAt: number };

/** Renews a session before it expires, and after a refusal that may mean that it has expired. */
export type Upkeep = {
  /** How often the session has been renewed. */
  readonly renewals: number;
  /** Call before each request, and await unless it is null: the session is being renewed, or has to be. */
  ready(): Promise<void> | null;
  /**
   * Call after a refusal that may only mean that the session had expired. Resolves with true when the session has
   * been renewed since the request was sent, so that the request should be repeated.
   */
  revived(refused: {
    /** `renewals` when the refused request was sent. */
    renewals: number;
    sentAt: number;
    /** The account was refused something of its own. */
    own: boolean;
  }): Promise<boolean>;
  /** Call after each granted attempt of the account at something of its own. */
  granted(request: AttemptRequest, granted: { sentAt: number }): void;
  /** Call when a request that was repeated after a renewal is no longer refused: the renewal was useful. */
  helped(): void;
};

/** How long a cached cookie header is used, in milliseconds. It is short because cookies may expire. */
const workedFor = 1000;
/** Addresses remembered of a session whose cookies do not go everywhere. */
const mostWorked = 64;

export function createCredentials(origin: string): SessionCredentials {
  // Deployments under test live on hosts such as `clinic.test`, which may look like public suffixes.
  return {
    jar: createJar(),
    headers: {},
    origins: new Set([origin]),
    frozen: false,
    keep: {},
    term: null,
    upkeep: null,
    worked: new Map(),
  };
}

function createJar(): CookieJar {
  return new CookieJar(undefined, { rejectPublicSuffixes: false });
}

/** The cookies of a jar, with the paths that they go to. */
export function cookiesIn(jar: CookieJar): SentCookie[] {
  return (jar.serializeSync()?.cookies ?? []).map(({ key = '', value = '', path }) => ({
    name: key,
    value,
    path: typeof path === 'string' ? path : '/',
  }));
}

/** Copies a cookie jar. Later changes to one do not reach the other. */
export function cloneJar(jar: CookieJar): CookieJar {
  return jar.cloneSync() ?? createJar();
}

/** Restores a cookie jar from the output of `serializeSync`, also after it was written to JSON and read back. */
export function restoreJar(serialised: unknown): CookieJar {
  const jar = CookieJar.deserializeSync(JSON.stringify(serialised));
  return jar;
}

/** The credential headers for a request to `url`. An origin gets only the credentials that belong to it. */
export function carry(credentials: SessionCredentials, url: URL): Record<string, string> {
  const headers: Record<string, string> = credentials.origins.has(url.origin)
    ? { ...credentials.headers }
    : {};
  const cookie = cookieFor(credentials, url);
  if (cookie !== '') headers['cookie'] = cookie;
  return headers;
}

/** The names of the headers that carry a session's credentials to `url`, as attempts record them. */
export function carriedIn(
  credentials: SessionCredentials | null,
  url: URL,
): { credentialsIn?: readonly string[] } {
  const names = credentials === null ? [] : Object.keys(carry(credentials, url));
  return names.length === 0 ? {} : { credentialsIn: names };
}

/** The cookie header for a request to `url`; empty when no cookie belongs to it. */
export function cookieFor({ jar, worked }: SessionCredentials, url: URL): string {
  const { origin, pathname } = url;
  // The query has no say in cookies.
  const address = origin + pathname;
  const now = performance.now();
  const last = worked.get(origin) ?? worked.get(address);
  if (last !== undefined && now < last.until) return last.cookie;
  const cookie = jar.getCookieStringSync(address);
  if (worked.size >= mostWorked) worked.clear();
  worked.set(haveOnePath(jar) ? origin : address, { cookie, until: now + workedFor });
  return cookie;
}

/** Whether all cookies go to every path, as those of most sessions do: then one answer holds for the whole origin. */
function haveOnePath(jar: CookieJar): boolean {
  return cookiesIn(jar).every(({ path }) => path === '/');
}

/**
 * Stores the cookies that an answer sets. Cookies that the standard rejects are ignored, as a browser does.
 * @param jar the jar that the request was sent with. Renewing a session replaces its jar, and a late answer to a
 * request from before the renewal must not change the new jar.
 */
export function keepCookies(
  credentials: SessionCredentials,
  url: URL,
  setCookie: readonly string[],
  jar: CookieJar,
): void {
  if (credentials.frozen || setCookie.length === 0) return;
  credentials.worked.clear();
  const before = credentials.later === undefined ? null : namesIn(jar);
  for (const cookie of setCookie) {
    try {
      jar.setCookieSync(cookie, url.href, { ignoreError: true });
    } catch {
      // tough-cookie throws all the same where the domain is none (`Domain=a b`).
    }
  }
  if (before !== null)
    for (const name of namesIn(jar).difference(before)) credentials.later?.add(name);
}

function namesIn(jar: CookieJar): Set<string> {
  return new Set(cookiesIn(jar).map(({ name }) => name));
}

/** The credentials with a cookie in place of their own of that name. Answers do not change them. */
export function withCookie(
  credentials: SessionCredentials,
  { name, value, path }: SentCookie,
  origin: string,
): SessionCredentials {
  const jar = cloneJar(credentials.jar);
  jar.setCookieSync(`${name}=${value}; Path=${path}`, origin, { ignoreError: true });
  return { ...credentials, jar, frozen: true, worked: new Map() };
}

/** All secrets of a session, with names: cookie values, header values without their scheme, and values of `keep`. */
export function secretsOf(credentials: SessionCredentials): { name: string; value: string }[] {
  return [
    ...cookiesIn(credentials.jar).map(({ name, value }) => ({ name: `cookie ${name}`, value })),
    ...Object.entries(credentials.headers).map(([name, value]) => ({
      name: `header ${name}`,
      value: withoutScheme(value),
    })),
    ...Object.entries(credentials.keep).map(([name, value]) => ({ name: `kept ${name}`, value })),
  ];
}

/** The value of an authorization header without its scheme (`Bearer` and the like). */
export function withoutScheme(header: string): string {
  return header.replace(/^(bearer|basic|token|apikey|dpop)\s+/i, '');
}
