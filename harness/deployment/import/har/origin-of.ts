import type { Exchange } from './exchange.ts';

/** The origin of the deployment in a recording. */
export type RecordedOrigin = {
  origin: string;
  /** Other origins that data came from or sign-in went to, with the number of such exchanges; the most frequent first. */
  others: readonly { origin: string; count: number }[];
  /** Number of exchanges with sign-in or data at the origin itself. */
  count: number;
};

/**
 * Finds the origin that most of the exchanges with sign-in and data went to; without such exchanges, that of most pages.
 * What was asked for by http counts for https where the host was asked by both, because such requests are redirected.
 * @param wanted origin that the user gave: it counts if the recording has its host
 */
export function originOf(exchanges: readonly Exchange[], wanted?: string): RecordedOrigin {
  const secure = new Set(
    exchanges.flatMap(({ url }) => (url.protocol === 'https:' ? [url.hostname] : [])),
  );
  const originFor = (url: URL) =>
    isUpgraded(url, secure) ? `https://${url.hostname}` : url.origin;
  const asked = exchanges.filter(({ url }) => /^https?:/.test(url.protocol));
  const telling = [isTelling, isPage, () => true]
    .map((tells) => asked.filter(tells))
    .find((some) => some.length > 0);
  const counts = new Map<string, number>();
  for (const { url } of telling ?? [])
    counts.set(originFor(url), (counts.get(originFor(url)) ?? 0) + 1);
  const ranked = [...counts].map(([origin, count]) => ({ origin, count }));
  ranked.sort((one, other) => other.count - one.count);
  const host = wanted === undefined ? undefined : new URL(wanted).hostname;
  const given =
    host === undefined ? undefined : asked.find(({ url }) => url.hostname === host)?.url;
  const origin =
    given === undefined ? (ranked[0]?.origin ?? 'http://recording.invalid') : originFor(given);
  return {
    origin,
    others: ranked.filter((one) => one.origin !== origin),
    count: counts.get(origin) ?? 0,
  };
}

/** The exchange as if it had been asked for by https, where the host of a deployment was asked by http first. */
export function upgraded(exchange: Exchange, origin: string): Exchange {
  const { url } = exchange;
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'https:' || !isUpgraded(url, new Set([hostname]))) return exchange;
  return { ...exchange, url: new URL(`${origin}${url.pathname}${url.search}`) };
}

function isUpgraded({ protocol, hostname, port }: URL, secure: ReadonlySet<string>): boolean {
  return protocol === 'http:' && port === '' && secure.has(hostname);
}

/** Whether an exchange signs in or carries data: what pages, scripts and third parties' frames do not. */
function isTelling({ method, requestBody, type, status, kind, requestHeaders }: Exchange): boolean {
  if (['script', 'stylesheet', 'font', 'image'].includes(kind)) return false;
  if (requestHeaders.has('authorization')) return true;
  if (method === 'POST' && /pass(?:word|phrase|code)?["=]/i.test(requestBody ?? '')) return true;
  if (status >= 300) return false;
  return /json|^(?:audio|video)\/|event-stream|mpegurl/.test(type);
}

function isPage({ type, status }: Exchange): boolean {
  return /html/.test(type) && status < 300;
}
