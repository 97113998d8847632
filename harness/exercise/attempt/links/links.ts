import { now } from '../../../domain/clock.ts';
import type { LinkSurface, Surface } from '../../../deployment/surfaces/surface.ts';
import { anonymous } from '../../../domain/accounts/account.ts';
import type { Phase } from '../../../domain/phase.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import { ask } from '../ask.ts';
import { parseJson } from '../../scan/body-json.ts';
import { recordSource } from './link-source.ts';
import type { SourceRequest } from './link-source.ts';
import { learnSignatures } from './link-signatures.ts';
import type { HeldLink, NoLink, LinkStore } from './held-links.ts';
import { signsSent, textsOf } from '../reading/signs-sent.ts';
import type { Holder } from '../../state/holdings.ts';
import type { Recorder } from '../../state/recorder.ts';
import { isAllowed } from '../../http/is-allowed.ts';
import { requestFor } from '../../http/requests.ts';
import { valueAt } from '../../rows/value-at.ts';
import type { Session } from '../../state/held.ts';
import type { Network } from '../../http/network.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import type { CredentialStore } from '../../http/session-credentials.ts';
import type { Scanning } from '../../scan/inspect.ts';
import { lifetimeOf } from '../../../domain/surfaces/surface-traits.ts';

/** The roles of a worker that can ask for addresses of links. */
export type Linking = RunIdentity &
  Network &
  CredentialStore &
  Scanning &
  Recorder &
  Pick<Holder, 'holdings'> &
  LinkStore;

/** Names an address: the link's surface, ids and thing, and the session that asks for it. */
export type Wanted = SourceRequest & { session: Session };

/** Milliseconds after which an address without a stated lifetime is asked for again: it may expire all the same. */
const freshFor = 15_000;
/** Tolerance for the time of expiry, in milliseconds. */
const margin = 1000;
/** Most characters of an address. A longer text is not taken for one. */
const longest = 16_384;

/** A key of the surface and the ids that it needs. */
function askedFor({ id, needs }: Pick<Surface, 'id' | 'needs'>, ids: Ids): string {
  return JSON.stringify([id, ...needs.map((name) => ids[name] ?? null)]);
}

/** The first address that an owner was given in a phase. */
export function firstLink(
  worker: LinkStore,
  surface: Surface,
  ids: Ids,
  phase: Phase,
): HeldLink | null {
  return worker.links.first.get(`${phase} ${askedFor(surface, ids)}`) ?? null;
}

/** Origin and path of the addresses that owners were given by links. */
export function placesOfLinks({ links }: LinkStore): Set<string> {
  return new Set(
    [...links.first.values()].map(({ url }) => {
      const { origin, pathname } = new URL(url);
      return origin + pathname;
    }),
  );
}

/** Keeps an address to try it after it has expired, unless one is kept already or its host is not the deployment's. */
export function keepLink(
  { links, guard }: LinkStore & Pick<Network, 'guard'>,
  link: HeldLink,
): void {
  const needs = Object.keys(link.ids);
  const key = `${link.phase} ${askedFor({ id: link.surface, needs }, link.ids)}`;
  if (!links.first.has(key) && isAllowed({ guard }, new URL(link.url))) links.first.set(key, link);
}

/**
 * The earliest and latest time at which an address may expire, in milliseconds since the epoch; null when it never
 * expires. The two differ by a margin because servers may count whole seconds.
 */
export function endOfLink(
  surface: Surface,
  { askedAt, obtainedAt }: HeldLink,
): { earliest: number; latest: number } | null {
  const lasts = lifetimeOf(surface);
  if (lasts === null) return null;
  const least = lasts * 1000 - Math.min(margin, lasts * 100);
  return { earliest: askedAt + least, latest: obtainedAt + lasts * 1000 + margin };
}

/**
 * The address that an owner's session is given. Asking for it is no attempt at the link: the answer that holds the
 * address is a surface of its own. It is asked for again after half of its lifetime, so that no refusal is due to its age.
 */
export async function linkOf(worker: Linking, wanted: Wanted): Promise<HeldLink | NoLink> {
  const held = worker.links.fresh.get(keyOf(wanted));
  if (held === undefined) return renewLink(worker, wanted);
  const link = await held;
  if ('why' in link) return renewLink(worker, wanted);
  const lasts = lifetimeOf(wanted.surface);
  const half = lasts === null ? freshFor : (lasts * 1000) / 2;
  // Another call may have asked again in the meantime.
  const isLast = worker.links.fresh.get(keyOf(wanted)) === held;
  if (isLast && now() - link.obtainedAt >= half) return renewLink(worker, wanted);
  return isLast ? link : linkOf(worker, wanted);
}

/** Asks for a new address, as an owner does each time. */
export async function renewLink(worker: Linking, wanted: Wanted): Promise<HeldLink | NoLink> {
  const asking = obtain(worker, wanted);
  worker.links.fresh.set(keyOf(wanted), asking);
  const link = await asking;
  if ('why' in link) return link;
  keepLink(worker, link);
  learnSignatures(worker, link);
  return link;
}

/** The last address that a session was given, however old; null when it was given none. */
export async function lastLinkOf(worker: LinkStore, wanted: Wanted): Promise<HeldLink | null> {
  const link = await worker.links.fresh.get(keyOf(wanted));
  return link === undefined || 'why' in link ? null : link;
}

function keyOf({ session, surface, ids }: Wanted): string {
  return `${session.id} ${askedFor(surface, ids)}`;
}

/** Asks for the address of a foreign thing. */
export async function askForLink(
  worker: Linking,
  wanted: SourceRequest,
): Promise<{ url: string } | NoLink> {
  return obtain(worker, wanted);
}

async function obtain(worker: Linking, wanted: SourceRequest): Promise<HeldLink | NoLink> {
  const { surface, ids, session } = wanted;
  const credentials = session === null ? null : (worker.sessionCredentials.get(session.id) ?? null);
  const request = requestFor({ ...surface, gives: 'read' }, ids, 'plain', worker.base);
  const sent = signsSent(worker, textsOf(request, credentials));
  const answer = await ask(worker, credentials, 'read', request);
  const source = await recordSource(worker, wanted, { ...answer, sent });
  if (source?.truncated === true)
    return { why: 'the answer that should hold its address was not read to the end' };
  const { delivered } = answer;
  const { delivery, body, redirect } = delivered;
  const { status } = delivery;
  const refused =
    delivery.failure ??
    redirect?.why ??
    (status === null || status >= 300 ? `status ${status}` : null);
  if (refused !== null) {
    const why = `its owner was not given the address: ${refused}`;
    const isClear = redirect === null ? isNo(status) : redirect.to === 'sign-in';
    if (delivery.failure !== null || !isClear) return { why };
    const outcome = status === 404 || status === 410 ? 'concealed' : 'denied';
    return { why, refusal: { outcome, status } };
  }
  const address = addressIn(surface, ids, body, delivery.headers['content-type'] ?? '');
  if (typeof address !== 'string') return { ...address, refusal: { outcome: 'concealed', status } };
  const url = address.length > longest ? null : URL.parse(address, delivered.url);
  if (url === null) return { why: 'what stands where the address should be is none' };
  if (!isAllowed(worker, url)) {
    const host = `${url.protocol}//${url.host}`;
    return {
      why: `its address is on ${host.slice(0, 200)}, which is not the deployment's: if it is, add ${JSON.stringify(url.host.slice(0, 200))} to hosts`,
    };
  }
  return {
    surface: surface.id,
    owner: session?.account.id ?? anonymous,
    ids: Object.fromEntries(surface.needs.map((name) => [name, ids[name] ?? ''])),
    phase: worker.phase,
    url: url.href,
    askedAt: delivery.sentAt,
    obtainedAt: delivery.answeredAt,
  };
}

/** Whether a status is a refusal, and not a transient error. */
function isNo(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

function addressIn(
  { link: { at } }: LinkSurface,
  ids: Ids,
  body: Buffer | null,
  contentType: string,
): string | NoLink {
  const json = parseJson(body, contentType);
  let found: unknown;
  try {
    found = typeof at === 'string' ? valueAt(json, at) : at(json ?? body?.toString('utf8'), ids);
  } catch {
    return { why: 'the function that finds its address failed on the answer' };
  }
  if (typeof found === 'string' && found !== '') return found;
  return { why: `its owner's answer holds no address${typeof at === 'string' ? ` at ${at}` : ''}` };
}
