import { now } from '../../../domain/clock.ts';
import type { ConnectContext, ListenSurface } from '../../../deployment/surfaces/surface.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import { carrying } from '../../http/carriers.ts';
import type { Carried } from '../../state/attempt-request.ts';
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
import { newTrace, traceHeaders } from '../../http/trace.ts';

/** One account's attempt to listen. */
export type Listener = {
  session: Session | null;
  /** Null when no connection was opened: see `status` and `why`. */
  connection: LiveConnection | null;
  /** Status of the refusal to give an address, or of a request of `hello`; null when there was none. */
  status: number | null;
  /** Why listening failed on our side or in the definition; null when it did not. */
  why: string | null;
  /** The texts that were sent, whose echo is no sighting. */
  sent: readonly string[];
  sentAt: number;
  /** The id of the trace that the request for the connection carried. Default: none. */
  trace?: string | undefined;
};

/** Longest wait for a connection to be accepted, in milliseconds. */
const longestHandshake = 10_000;

/**
 * Connects with a session (null: anonymously) and sends the surface's `hello`. Resolves once the connection is ready,
 * was refused, or failed; it never rejects because of what the deployment does. If the session turns out to have
 * expired, it is renewed and connects again.
 * @param by.own the account listens to something of its own
 * @param by.carried a value to listen with, in addition to the credentials of the session, which is not renewed
 */
export async function connect(
  worker: Network & CredentialStore,
  surface: ListenSurface,
  by: { session: Session | null; ids: Ids; own: boolean; carried?: Carried },
): Promise<Listener> {
  const { session, ids, own, carried } = by;
  const upkeep =
    session?.state === 'open' ? worker.sessionCredentials.get(session.id)?.upkeep : null;
  await upkeep?.ready();
  const renewals = upkeep?.renewals ?? 0;
  const first = await connectOnce(worker, surface, { session, ids, carried });
  if (!upkeep || !mayHaveExpired(first, own)) return first;
  if (!(await upkeep.revived({ renewals, sentAt: first.sentAt, own }))) return first;
  await first.connection?.close();
  return connectOnce(worker, surface, { session, ids });
}

/** Whether the refusal may be one that a viewer without a session gets, too. */
function mayHaveExpired(listener: Listener, own: boolean): boolean {
  const { status, accepted } = acceptanceOf(listener);
  if (accepted) return [1008, 3000, 4401].includes(listener.connection?.received.ended?.code ?? 0);
  return status !== null && status >= 300 && (status <= 401 || (own && status < 500));
}

/** The status with which listening was answered, and whether it was accepted: the connection, and what `hello` asked for. */
export function acceptanceOf({ connection, status }: Listener): {
  status: number | null;
  accepted: boolean;
} {
  const received = connection?.received;
  return {
    status: status ?? received?.status ?? null,
    accepted: status === null && received?.accepted === true,
  };
}

async function connectOnce(
  worker: Network & CredentialStore,
  surface: ListenSurface,
  { session, ids, carried }: { session: Session | null; ids: Ids; carried?: Carried | undefined },
): Promise<Listener> {
  const { origin } = worker.base;
  const held = session === null ? null : (worker.sessionCredentials.get(session.id) ?? null);
  const credentials =
    carried === undefined
      ? (held ?? createCredentials(origin))
      : carrying(carried, { origin, beside: held });
  const { jar } = credentials;
  const sentAt = now();
  const nothing = { session, connection: null, status: null, sent: [], sentAt };
  const timeout = Math.min(worker.connections.timeout, longestHandshake);
  const http = carried === undefined ? session?.http : undefined;
  const by: Connecting = { credentials, http: http ?? httpOf(worker, credentials), ids, timeout };
  let request: Outgoing;
  try {
    request = await requestOf(worker, surface, by);
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
  const listener: Listener = { ...nothing, connection, why: null, sent, trace: request.trace?.id };
  await connection.received.until(() => connection.received.accepted, timeout + 500);
  keepCookies(credentials, request.url, connection.received.setCookie, jar);
  if (!connection.received.accepted) return listener;
  const said = await sendHello(connection, surface, contextOf(by), timeout);
  await connection.fence();
  return { ...listener, status: said.refused, why: said.why, sent: [...sent, ...said.sent] };
}

type Connecting = {
  credentials: SessionCredentials;
  http: ConnectContext['http'];
  ids: Ids;
  /** Milliseconds. */
  timeout: number;
};

function contextOf({ credentials, http, ids }: Connecting): ConnectContext {
  return { http, ids, headers: credentials.headers };
}

async function requestOf(
  worker: Network & CredentialStore,
  surface: ListenSurface,
  by: Connecting,
): Promise<Outgoing> {
  const { ids, credentials } = by;
  const request = requestFor(surface, ids, 'plain', worker.base);
  if (surface.listen.connect !== undefined) {
    const asked = surface.listen.connect(contextOf(by));
    const address: unknown = await inTime(asked, by.timeout);
    if (typeof address !== 'string' || !URL.canParse(address, worker.base)) throw new NoAddress();
    request.url = new URL(address, worker.base);
  }
  const { url } = request;
  // As an HTTP address, it gets the cookies and headers of its origin.
  url.protocol = url.protocol.replace(/^ws/, 'http');
  worker.guard(url);
  // What the definition's function answers, it was told by the deployment, often with a ticket in it.
  const from = surface.listen.connect === undefined ? 'definition' : 'answer';
  request.trace = newTrace(worker.tracing, url, from);
  // A browser sends the origin when it opens a WebSocket, and some servers check it.
  const usual: Record<string, string> =
    surface.listen.protocol === 'websocket'
      ? { origin: worker.base.origin }
      : { accept: 'text/event-stream', 'cache-control': 'no-cache', 'accept-encoding': codings };
  request.headers = {
    ...usual,
    ...traceHeaders(request.trace, url),
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
  // A message of the host guard names only the host, so it is safe to show.
  return error instanceof Error && error.name === 'UsageError'
    ? (error.message.split('\n', 1)[0] ?? '')
    : 'the surface\u2019s `connect` failed';
}

class TimedOut extends Error {}

/** Rejects with TimedOut when a function of the definition does not finish within `ms` milliseconds. */
async function inTime<T>(work: T | Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut()), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
