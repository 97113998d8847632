import { CookieJar } from 'tough-cookie';

/** What a session carries with each request. */
export type Baggage = {
  jar: CookieJar;
  /** Beyond cookies, e.g. `authorization`. */
  headers: Readonly<Record<string, string>>;
  /** Origins that the headers may go to: the deployment's own, and those that sign-in talked to. */
  origins: ReadonlySet<string>;
  /** True: answers no longer change the cookies (a signed-out session keeps those it had). */
  frozen: boolean;
  /** Cookie headers as last worked out, by address: tough-cookie takes as long as a whole small answer. */
  worked: Map<string, { cookie: string; until: number }>;
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

/** Keeps what an answer sets. Cookies that the standard rejects are ignored, as a browser does. */
export function keepCookies(baggage: Baggage, url: URL, setCookie: readonly string[]): void {
  if (baggage.frozen || setCookie.length === 0) return;
  baggage.worked.clear();
  for (const cookie of setCookie) {
    baggage.jar.setCookieSync(cookie, url.href, { ignoreError: true });
  }
}

/** Every secret that the session carries, with its name: cookie values, and header values without their scheme. */
export function secretsOf(baggage: Baggage): { name: string; value: string }[] {
  const cookies = baggage.jar.serializeSync()?.cookies ?? [];
  return [
    ...cookies.map((cookie) => ({ name: `cookie ${cookie.key ?? ''}`, value: cookie.value ?? '' })),
    ...Object.entries(baggage.headers).map(([name, value]) => ({
      name: `header ${name.toLowerCase()}`,
      value: value.replace(/^(bearer|basic|token|apikey)\s+/i, ''),
    })),
  ];
}
