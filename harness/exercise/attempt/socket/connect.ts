import type { ListenSurface } from '../../../deployment/surface.ts';
import type { Ids } from '../../../domain/thing.ts';
import { carry, createCredentials, keepCookies } from '../../http/session-credentials.ts';
import type { SessionCredentials, CredentialStore } from '../../http/session-credentials.ts';
import { codings } from '../../http/decoder.ts';
import type { Outgoing } from '../../http/exchange.ts';
import { HttpError } from '../../http/http-error.ts';
import { httpOf } from '../../http/http-of.ts';
import { requestFor } from '../../http/requests.ts';
import type { Session } from '../../state/held.ts';
import { sendHello } from './send-hello.ts';
import type { LiveConnection } from './live-connection.ts';
import { openEvents } from './open-events.ts';
import { openSocket } from './open-socket.ts';
import type { Network } from '../../http/network.ts';

/** One account's attempt to listen. */
export type Listener = {
  session: Session | null;
  /** Null where nothing was opened: see `status` and `why`. */
  connection: LiveConnection | null;
  /** Of the refusal to hand out an address. */
  status: number | null;
  /** Why it came to nothing, in words; null where it did not. */
  why: string | null;
  /** All that was sent: what comes back of it is an echo. */
  sent: readonly string[];
  sentAt: number;
};

/** Milliseconds until a connection must be accepted, at the most. */
const longestHandshake = 10_000;

/**
 * Connects as a session's account (null: nobody's) and says what the surface says at first. Returns once the
 * connection is ready, was refused, or failed; never rejects for what the deployment does. A session that turns out
 * to have expired is renewed, and tries again.
 * @param own what is listened to is the account's own
 */
export async function connect(
  worker: Network & CredentialStore,
  surface: ListenSurface,
  by: { session: Session | null; ids: Ids; own: boolean },
): Promise<Listener> {
  const { session, ids, own } = by;
  const upkeep =
    session?.state === 'open' ? worker.sessionCredentials.get(session.id)?.upkeep : null;
  await upkeep?.ready();
  const renewals = upkeep?.renewals ?? 0;
  const first = await connectOnce(worker, surface, session, ids);
  if (!upkeep || !mayHaveExpired(first, own)) return first;
  if (!(await upkeep.revived({ renewals, sentAt: first.sentAt, own }))) return first;
  await first.connection?.close();
  return connectOnce(worker, surface, session, ids);
}

/** Whether the refusal may be that to somebody who is not signed in. */
function mayHaveExpired({ connection, status: refused }: Listener, own: boolean): boolean {
  const { status = refused, accepted = false, ended = null } = connection?.received ?? {};
  if (accepted) return [1008, 3000, 4401].includes(ended?.code ?? 0);
  return status !== null && status >= 300 && (status <= 401 || (own && status < 500));
}

async function connectOnce(
  worker: Network & CredentialStore,
  surface: ListenSurface,
  session: Session | null,
  ids: Ids,
): Promise<Listener> {
  const credentials =
    (session === null ? null : worker.sessionCredentials.get(session.id)) ??
    createCredentials(worker.base.origin);
  const { jar } = credentials;
  const sentAt = Date.now();
  const nothing = { session, connection: null, status: null, sent: [], sentAt };
  const timeout = Math.min(worker.connections.timeout, longestHandshake);
  let request: Outgoing;
  try {
    request = await requestOf(worker, surface, { credentials, session, ids, timeout });
  } catch (error) {
    const status = error instanceof HttpError ? error.status : null;
    return { ...nothing, status, why: whyNot(error) };
  }
  if (worker.connections.interrupted()) return { ...nothing, why: 'interrupted' };
  const open = surface.listen.protocol === 'websocket' ? openSocket : openEvents;
  const protocols = surface.listen.protocols ?? [];
  const connection = open({ request, protocols, timeout, signal: worker.signal });
  const headers = Object.values(request.headers);
  const sent = [request.url.href, String(request.body ?? ''), ...headers, ...Object.values(ids)];
  const listener: Listener = { ...nothing, connection, why: null, sent };
  await connection.received.until(() => connection.received.accepted, timeout + 500);
  keepCookies(credentials, request.url, connection.received.setCookie, jar);
  if (!connection.received.accepted) return listener;
  const said = await sendHello(connection, surface, { ids, headers: credentials.headers }, timeout);
  await connection.fence();
  return { ...listener, why: said.why, sent: [...sent, ...said.sent] };
}

async function requestOf(
  worker: Network & CredentialStore,
  surface: ListenSurface,
  by: { credentials: SessionCredentials; session: Session | null; ids: Ids; timeout: number },
): Promise<Outgoing> {
  const { ids, credentials } = by;
  const request = requestFor(surface, ids, 'plain', worker.base);
  if (surface.listen.connect !== undefined) {
    const http = by.session?.http ?? httpOf(worker, credentials);
    const address: unknown = await inTime(surface.listen.connect({ http, ids }), by.timeout);
    if (typeof address !== 'string' || !URL.canParse(address, worker.base)) throw new NoAddress();
    request.url = new URL(address, worker.base);
  }
  const { url } = request;
  // The same place as for HTTP: its cookies and headers go there.
  url.protocol = url.protocol.replace(/^ws/, 'http');
  worker.guard(url);
  // Of a WebSocket a browser tells where it comes from, and some servers ask.
  const usual: Record<string, string> =
    surface.listen.protocol === 'websocket'
      ? { origin: worker.base.origin }
      : { accept: 'text/event-stream', 'cache-control': 'no-cache', 'accept-encoding': codings };
  request.headers = {
    ...usual,
    ...worker.connections.headers,
    ...request.headers,
    ...carry(credentials, url),
  };
  return request;
}

class NoAddress extends Error {}

function whyNot(error: unknown): string {
  if (error instanceof HttpError) return error.message;
  if (error instanceof NoAddress) return 'the surface\u2019s `connect` gave no address';
  if (error instanceof TimedOut) return 'the surface\u2019s `connect` did not end in time';
  // Those of the host guard name the host and nothing else.
  return error instanceof Error && error.name === 'UsageError'
    ? (error.message.split('\n', 1)[0] ?? '')
    : 'the surface\u2019s `connect` failed';
}

class TimedOut extends Error {}

/** Gives up on what a function of the definition does not end. */
async function inTime<T>(work: T | Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut()), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
