import type { Connections } from './connections.ts';
import { carry, keepCookies } from './session-credentials.ts';
import type { SessionCredentials } from './session-credentials.ts';
import { exchange } from './exchange.ts';
import type { Delivery, Outgoing } from './exchange.ts';
import { isAllowed } from './is-allowed.ts';
import { redirectOf } from './redirect.ts';
import type { Redirect } from './redirect.ts';
import { isBinary, isPlaylist } from '../../domain/surfaces/media-type.ts';
import { isSignInAddress } from './sign-in-address.ts';
import type { Pace } from './pace.ts';
import { traceHeaders, traceOnward } from './trace.ts';

/** Receives an answer as it arrives, for the scanner and the digests. */
export type Inspector = {
  head(headers: Readonly<Record<string, string>>): void;
  chunk(chunk: Buffer): void;
};

/** What `deliver` needs in addition to the request. */
export type DeliverOptions = {
  connections: Connections;
  pace: Pace;
  /** Throws for an address that does not belong to the deployment. Called before each request. */
  guard(url: URL): void;
  /** Null: the request is sent without credentials. */
  credentials: SessionCredentials | null;
  /** Called once for each answer, including those of retries and redirects. */
  inspect(): Inspector;
};

/** The last answer to a request, after its redirects were followed. */
export type Delivered = {
  delivery: Delivery;
  url: URL;
  /** The body; null when it is binary or longer than `keptLimit`. */
  body: Buffer | null;
  /** The binary body, where it was to be kept and is no longer than that. Default: not kept. */
  media?: Buffer;
  redirect: Redirect | null;
};

/** Longest text body that is kept, in bytes. Rows, sign-in pages and decoys are recognised in kept bodies. */
export const keptLimit = 8 * 1024 * 1024;

const maxHops = 5;

/**
 * Sends the request of an attempt and follows its redirects (at most 5), but none to a sign-in page or to another
 * host. Every answer on the way is inspected, because a redirect whose body is the private page is a leak.
 */
export async function deliver(options: DeliverOptions, request: Outgoing): Promise<Delivered> {
  options.guard(request.url);
  let outgoing = request;
  let sentAt: number | null = null;
  for (let hop = 0; ; hop += 1) {
    const { delivery, body, media } = await options.pace.politely(() =>
      deliverOnce(options, outgoing),
    );
    sentAt ??= delivery.sentAt;
    delivery.sentAt = sentAt;
    const delivered: Delivered = {
      delivery,
      url: outgoing.url,
      body,
      ...(media === undefined ? {} : { media }),
      redirect: null,
    };
    if (delivery.status === null || delivery.status < 300 || delivery.status >= 400)
      return delivered;
    const target = redirectOf(delivery, outgoing.url);
    if (target === null) return delivered;
    const refusal = whyNotFollowed(options, outgoing, target, hop);
    if (refusal !== null) return { ...delivered, redirect: refusal };
    outgoing = { ...request, url: target, trace: traceOnward(request.trace, target) };
  }
}

function whyNotFollowed(
  options: DeliverOptions,
  outgoing: Outgoing,
  target: URL,
  hop: number,
): Redirect | null {
  const away = !isAllowed(options, target);
  // This comes before the check of the host: a redirect to an identity provider elsewhere is a refusal, too.
  if (isSignInAddress(target, away)) return { to: 'sign-in', why: 'a redirect to sign-in' };
  if (away) {
    const why = `a redirect to another host (${target.host}), which is refused`;
    return { to: 'elsewhere', why };
  }
  if (outgoing.method !== 'GET' && outgoing.method !== 'HEAD') {
    return { to: 'elsewhere', why: `a redirect of a ${outgoing.method}` };
  }
  return hop >= maxHops ? { to: 'elsewhere', why: `more than ${maxHops} redirects` } : null;
}

async function deliverOnce(
  options: DeliverOptions,
  outgoing: Outgoing,
): Promise<Pick<Delivered, 'delivery' | 'body' | 'media'>> {
  const { credentials, connections } = options;
  await credentials?.upkeep?.ready();
  const jar = credentials?.jar;
  const inspector = options.inspect();
  const kept: Buffer[] = [];
  let isText = true;
  let limit = keptLimit;
  let keeping = true;
  let size = 0;
  const delivery = await exchange(
    connections,
    {
      ...outgoing,
      headers: {
        ...traceHeaders(outgoing.trace, outgoing.url),
        ...outgoing.headers,
        ...(credentials === null ? {} : carry(credentials, outgoing.url)),
      },
    },
    {
      onHead(_status, headers) {
        inspector.head(headers);
        const type = headers['content-type'] ?? '';
        isText = !isBinary(type) || isPlaylist(type);
        limit = isText ? keptLimit : (outgoing.keepsMedia ?? 0);
        keeping = limit > 0;
      },
      onChunk(chunk) {
        inspector.chunk(chunk);
        size += chunk.length;
        keeping &&= size <= limit;
        if (keeping) kept.push(chunk);
        else kept.length = 0;
      },
    },
  );
  if (credentials !== null && jar !== undefined && delivery.setCookie.length > 0) {
    credentials.setsCookies = true;
    keepCookies(credentials, outgoing.url, delivery.setCookie, jar);
  }
  const [only] = kept;
  if (!keeping) return { delivery, body: null };
  const whole = kept.length === 1 && only !== undefined ? only : Buffer.concat(kept);
  return isText ? { delivery, body: whole } : { delivery, body: null, media: whole };
}
