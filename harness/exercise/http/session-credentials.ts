import { CookieJar } from 'tough-cookie';
import type { AttemptRequest } from '../state/attempt-request.ts';

/** What a session carries with each request. */
export type SessionCredentials = {
  jar: CookieJar;
  /** Beyond cookies, e.g. `authorization`; lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** Origins that the headers may go to: the deployment's own, and those that sign-in talked to. */
  origins: ReadonlySet<string>;
  /** Answers no longer change the cookies: a signed-out session keeps those that it had. */
  frozen: boolean;
  /** What renewing it takes: a refresh token, say. */
  keep: Readonly<Record<string, string>>;
  /** When the session is to be renewed, and when it will have expired; null: the deployment did not say. */
  term: Term | null;
  /** Renews the session; null for half sessions, signed-out ones, and those without an account. */
  upkeep: Upkeep | null;
  /** Cookie headers by origin or address, as last worked out: that takes tough-cookie as long as a whole small answer takes. */
  worked: Map<string, { cookie: string; until: number }>;
};

/** What each session carries, by its id: kept apart from the sessions that others are given. */
export type CredentialStore = { sessionCredentials: Map<string, SessionCredentials> };

/** Milliseconds since the epoch. */
export type Term = { renewAt: number; expiresAt: number };

/** Keeps a session from expiring under way. */
export type Upkeep = {
  /** How often it was renewed. */
  readonly renewals: number;
  /** To be awaited before each request, where it is not null: it is being renewed, or has to be. */
  ready(): Promise<void> | null;
  /**
   * To be asked after a refusal that may only mean that the session had expired: true once it has been renewed
   * since, so that the request is to be repeated.
   */
  revived(refused: {
    /** `renewals` when it was sent. */
    renewals: number;
    sentAt: number;
    /** What was refused is the account's own. */
    own: boolean;
  }): Promise<boolean>;
  /** Is to be told of each granted attempt at what is the account's own. */
  granted(request: AttemptRequest, granted: { sentAt: number }): void;
  /** Is to be told when a request that was repeated after a renewal is no longer refused: the renewal was of use. */
  helped(): void;
};

/** Cookies may expire, so that what was worked out holds for a moment only, in milliseconds. */
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

/** The same cookies, apart from the original from now on. */
export function cloneJar(jar: CookieJar): CookieJar {
  return jar.cloneSync() ?? createJar();
}

/** From what `serializeSync` gave, after a way through JSON. */
export function restoreJar(serialised: unknown): CookieJar {
  const jar = CookieJar.deserializeSync(JSON.stringify(serialised));
  return jar;
}

/** The headers for a request to `url`: credentials only where they belong. */
export function carry(credentials: SessionCredentials, url: URL): Record<string, string> {
  const headers: Record<string, string> = credentials.origins.has(url.origin)
    ? { ...credentials.headers }
    : {};
  const cookie = cookieFor(credentials, url);
  if (cookie !== '') headers['cookie'] = cookie;
  return headers;
}

/** The cookie header for a request to `url`; empty where there is none. */
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
  return (jar.serializeSync()?.cookies ?? []).every(({ path }) => path === '/');
}

/**
 * Keeps what an answer sets, in the jar that the request was sent with: of one that was sent before the session
 * was renewed, nothing may reach the new one. Cookies that the standard rejects are ignored, as a browser does.
 */
export function keepCookies(
  credentials: SessionCredentials,
  url: URL,
  setCookie: readonly string[],
  jar: CookieJar,
): void {
  if (credentials.frozen || setCookie.length === 0) return;
  credentials.worked.clear();
  for (const cookie of setCookie) jar.setCookieSync(cookie, url.href, { ignoreError: true });
}

/** Every secret that the session has, with its name: cookie values, header values without their scheme, what is kept. */
export function secretsOf(credentials: SessionCredentials): { name: string; value: string }[] {
  const cookies = credentials.jar.serializeSync()?.cookies ?? [];
  return [
    ...cookies.map((cookie) => ({ name: `cookie ${cookie.key ?? ''}`, value: cookie.value ?? '' })),
    ...Object.entries(credentials.headers).map(([name, value]) => ({
      name: `header ${name}`,
      value: withoutScheme(value),
    })),
    ...Object.entries(credentials.keep).map(([name, value]) => ({ name: `kept ${name}`, value })),
  ];
}

/** Of `Bearer …`, what follows. */
export function withoutScheme(header: string): string {
  return header.replace(/^(bearer|basic|token|apikey|dpop)\s+/i, '');
}
