import type { Outgoing } from '../../http/exchange.ts';
import { cookieFor } from '../../http/session-credentials.ts';
import type { SessionCredentials } from '../../http/session-credentials.ts';
import type { Inspecting } from '../../scan/inspect.ts';
import { signKey } from '../../scan/sightings.ts';

/**
 * A function for the keys of the signs in all that an attempt sent, so that an echo of them is no sighting. Most
 * answers hold nothing to compare them with: what was sent is looked at when somebody first asks.
 */
export function signsSent(
  { inspecting }: { inspecting: Pick<Inspecting, 'look'> },
  sent: readonly string[],
): () => ReadonlySet<string> {
  let signs: ReadonlySet<string> | null = null;
  return () =>
    (signs ??= new Set(inspecting.look(sent.join('\n')).map(({ sign }) => signKey(sign))));
}

/** The texts that a request sends. To be called before: a cookie that the answer sets is none that was sent. */
export function textsOf(outgoing: Outgoing, credentials: SessionCredentials | null): string[] {
  return [
    outgoing.url.href,
    typeof outgoing.body === 'string' ? outgoing.body : '',
    ...Object.values(outgoing.headers),
    ...Object.values(credentials?.headers ?? {}),
    credentials === null ? '' : cookieFor(credentials, outgoing.url),
  ];
}
