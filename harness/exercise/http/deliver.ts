import type { Connections } from './connections.ts';
import { carry, keepCookies } from './session-credentials.ts';
import type { SessionCredentials } from './session-credentials.ts';
import { exchange } from './exchange.ts';
import type { Delivery, Outgoing } from './exchange.ts';
import { redirectOf } from './redirect.ts';
import type { Redirect } from './redirect.ts';
import { isBinary } from './media-type.ts';
import { isSignInAddress } from './sign-in-address.ts';
import type { Pace } from './pace.ts';

/** Looks at what comes while it comes: the scanner and the digests behind one door. */
export type Inspector = {
  head(headers: Readonly<Record<string, string>>): void;
  chunk(chunk: Buffer): void;
};

/** What a delivery is asked with, beside the request itself. */
export type DeliverOptions = {
  connections: Connections;
  pace: Pace;
  /** Throws for addresses that do not belong to the deployment; each address is checked before it is asked. */
  guard(url: URL): void;
  /** Null: without credentials. */
  credentials: SessionCredentials | null;
  /** Called for each answer, those of retries and redirects too. */
  inspect(): Inspector;
};

/** The last answer of a request, its redirects followed. */
export type Delivered = {
  delivery: Delivery;
  url: URL;
  /** The body, where it is text and not too long; null otherwise. */
  body: Buffer | null;
  redirect: Redirect | null;
};

/** Bodies of text that are kept whole, in bytes: rows, sign-in pages and decoys are told from them. */
const keptLimit = 8 * 1024 * 1024;

const maxHops = 5;

/**
 * Sends a request of an attempt. Redirects to the sign-in page are not followed, nor any to other hosts;
 * others are (at most 5), with each answer inspected: a redirect that carries the private body is a leak.
 */
export async function deliver(options: DeliverOptions, request: Outgoing): Promise<Delivered> {
  options.guard(request.url);
  let outgoing = request;
  let sentAt: number | null = null;
  for (let hop = 0; ; hop += 1) {
    const { delivery, body } = await options.pace.politely(() => deliverOnce(options, outgoing));
    sentAt ??= delivery.sentAt;
    delivery.sentAt = sentAt;
    const delivered: Delivered = { delivery, url: outgoing.url, body, redirect: null };
    if (delivery.status === null || delivery.status < 300 || delivery.status >= 400)
      return delivered;
    const target = redirectOf(delivery, outgoing.url);
    if (target === null) return delivered;
    const refusal = whyNotFollowed(options, outgoing, target, hop);
    if (refusal !== null) return { ...delivered, redirect: refusal };
    outgoing = { ...request, url: target };
  }
}

function whyNotFollowed(
  options: DeliverOptions,
  outgoing: Outgoing,
  target: URL,
  hop: number,
): Redirect | null {
  const away = !isAllowed(options, target);
  // At an identity provider elsewhere, too: it is refused, and that it was sent there is the answer.
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

function isAllowed({ guard }: DeliverOptions, target: URL): boolean {
  try {
    guard(target);
    return true;
  } catch {
    return false;
  }
}

async function deliverOnce(
  options: DeliverOptions,
  outgoing: Outgoing,
): Promise<{ delivery: Delivery; body: Buffer | null }> {
  const { credentials, connections } = options;
  await credentials?.upkeep?.ready();
  const jar = credentials?.jar;
  const inspector = options.inspect();
  const kept: Buffer[] = [];
  let keeping = true;
  let size = 0;
  const delivery = await exchange(
    connections,
    credentials === null
      ? outgoing
      : { ...outgoing, headers: { ...outgoing.headers, ...carry(credentials, outgoing.url) } },
    {
      onHead(_status, headers) {
        inspector.head(headers);
        keeping = !isBinary(headers['content-type'] ?? '');
      },
      onChunk(chunk) {
        inspector.chunk(chunk);
        size += chunk.length;
        keeping &&= size <= keptLimit;
        if (keeping) kept.push(chunk);
        else kept.length = 0;
      },
    },
  );
  if (credentials !== null && jar !== undefined)
    keepCookies(credentials, outgoing.url, delivery.setCookie, jar);
  const [only] = kept;
  if (!keeping) return { delivery, body: null };
  return { delivery, body: kept.length === 1 && only !== undefined ? only : Buffer.concat(kept) };
}
