import { CookieJar } from 'tough-cookie';
import type { AttemptRequest } from '../state/worker-types.ts';

/** What a session carries with each request. */
export type Baggage = {
  jar: CookieJar;
  /** Beyond cookies, e.g. `authorization`; lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** Origins that the headers may go to: the deployment's own, and those that sign-in talked to. */
  origins: ReadonlySet<string>;
  /** True: answers no longer change the cookies (a signed-out session keeps those it had). */
  frozen: boolean;
  /** What renewing it takes: a refresh token, say. */
  keep: Readonly<Record<string, string>>;
  /** When it is to be renewed, and when it has expired; null: nobody said. */
  term: Term | null;
  /** Renews it; null where nobody does: half sessions, signed-out ones, and those of nobody. */
  upkeep: Upkeep | null;
  /** Cookie headers as last worked out, by address: tough-cookie takes as long as a whole small answer. */
  worked: Map<string, { cookie: string; until: number }>;
};

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
  /** Told of each attempt at its account's own that was granted. */
  granted(request: AttemptRequest, granted: { sentAt: number }): void;
  /** Told that what was repeated after a renewal was no longer refused: that renewal was of use. */
  helped(): void;
};

/** Cookies may expire, so that what was worked out holds for a moment only, in milliseconds. */
const workedFor = 1000;
/** Addresses remembered. */
const mostWorked = 64;

export function createBaggage(origin: string): Baggage {
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
export function carry(baggage: Baggage, url: URL): Record<string, string> {
  const headers: Record<string, string> = baggage.origins.has(url.origin)
    ? { ...baggage.headers }
    : {};
  const cookie = cookieFor(baggage, url);
  if (cookie !== '') headers['cookie'] = cookie;
  return headers;
}

/** The cookie header for a request to `url`; empty where there is none. */
export function cookieFor({ jar, worked }: Baggage, url: URL): string {
  // The query has no say in cookies.
  const address = url.origin + url.pathname;
  const now = performance.now();
  const last = worked.get(address);
  if (last !== undefined && now < last.until) return last.cookie;
  const cookie = jar.getCookieStringSync(address);
  if (worked.size >= mostWorked) worked.clear();
  worked.set(address, { cookie, until: now + workedFor });
  return cookie;
}

/**
 * Keeps what an answer sets, in the jar that the request was sent with: of one that was sent before the session
 * was renewed, nothing may reach the new one. Cookies that the standard rejects are ignored, as a browser does.
 */
export function keepCookies(
  baggage: Baggage,
  url: URL,
  setCookie: readonly string[],
  jar: CookieJar,
): void {
  if (baggage.frozen || setCookie.length === 0) return;
  baggage.worked.clear();
  for (const cookie of setCookie) jar.setCookieSync(cookie, url.href, { ignoreError: true });
}

/** Every secret that the session has, with its name: cookie values, header values without their scheme, what is kept. */
export function secretsOf(baggage: Baggage): { name: string; value: string }[] {
  const cookies = baggage.jar.serializeSync()?.cookies ?? [];
  return [
    ...cookies.map((cookie) => ({ name: `cookie ${cookie.key ?? ''}`, value: cookie.value ?? '' })),
    ...Object.entries(baggage.headers).map(([name, value]) => ({
      name: `header ${name}`,
      value: withoutScheme(value),
    })),
    ...Object.entries(baggage.keep).map(([name, value]) => ({ name: `kept ${name}`, value })),
  ];
}

/** Of `Bearer …`, what follows. */
export function withoutScheme(header: string): string {
  return header.replace(/^(bearer|basic|token|apikey|dpop)\s+/i, '');
}
