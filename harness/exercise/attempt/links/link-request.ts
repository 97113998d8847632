import { now } from '../../../domain/clock.ts';
import type { AccountId } from '../../../domain/accounts/account.ts';
import { bindingsOf, bindingsOfJson } from '../../../deployment/surfaces/bind-path.ts';
import { isEndedVariant, isForgedOfOwn } from '../../../domain/surfaces/link-variant.ts';
import type { Phase } from '../../../domain/phase.ts';
import { isForBearers, lifetimeOf } from '../../../domain/surfaces/surface-traits.ts';
import { longestWait } from '../../../domain/ledger/share-times.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import type { LinkSurface, Surface } from '../../../deployment/surfaces/surface.ts';
import type { Outgoing } from '../../http/exchange.ts';
import { exchanged, exchangesOf, swapped, unsigned } from './forge.ts';
import type { Address, Exchange } from './forge.ts';
import { askForLink, endOfLink, firstLink, lastLinkOf, linkOf, renewLink } from './links.ts';
import type { HeldLink, NoLink, LinkStore } from './held-links.ts';
import { movedEnd } from './move-end.ts';
import { requestTo } from '../../http/requests.ts';
import type { Variant, AttemptRequest } from '../../state/attempt-request.ts';
import { isCurrentSession } from '../../state/current-session.ts';
import type { Session, Thing } from '../../state/held.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import type { Holder } from '../../state/holdings.ts';
import type { Linking } from './links.ts';

type LinkAttempt = AttemptRequest & { surface: LinkSurface };

/** The request of an attempt on a link. */
export type LinkRequest = {
  outgoing: Outgoing;
  /**
   * Earliest time at which the address may have expired; null when it never expires, or should have expired already.
   */
  endsAt: number | null;
  /** The account whose signature an attempt without a session borrows, and with whose rights. Null in all others. */
  lender: AccountId | null;
  /** See `Attempt`. Default: nothing was exchanged. */
  exchanged?: string;
};

/** An address put together of another's and one's own. `exchanged`: see `Attempt`. */
type Forged = { url: URL; exchanged?: string };

/** Builds the request of an attempt on a link. If no address is held, the owner's session asks for one first. */
export async function linkRequest(
  worker: Linking & Holder,
  request: LinkAttempt & { variant: Variant },
  ids: Ids,
): Promise<LinkRequest | NoLink> {
  const { variant, session, surface, thing } = request;
  if (isEndedVariant(variant)) return endedRequest(worker, request, ids, variant);
  if (variant === 'asked') {
    const given = await askForLink(worker, { surface, ids, session, thing });
    if ('why' in given) return given;
    return {
      outgoing: send(request, new URL(given.url), variant, ids),
      endsAt: null,
      lender: null,
    };
  }
  const link = await addressFor(worker, request, ids);
  if ('why' in link) return link;
  const isBorrowed = isForgedOfOwn(variant);
  const lender = isBorrowed ? lenderFor(worker, request, ids) : null;
  let forged: Forged | null = { url: new URL(link.url) };
  if (variant === 'unsigned') forged = withUrl(unsigned(addressOf(link)));
  else if (isBorrowed) {
    const lent = lender === null ? null : await lend(worker, request, lender);
    if (lent !== null && 'why' in lent) return lent;
    forged = lent === null ? null : forgedBy(request, addressOf(link), addressOf(lent));
  }
  if (forged === null) return { why: 'its address has no signature to forge' };
  const { url, ...more } = forged;
  return {
    outgoing: send(request, url, variant, ids),
    endsAt: endOfLink(surface, link)?.earliest ?? null,
    lender: session === null ? (lender?.owner ?? null) : null,
    ...more,
  };
}

/** Whether an address is held, and has what the variant changes. See `Worker.canTry`. */
export function canTry(worker: LinkStore & RunIdentity, request: AttemptRequest): boolean {
  const { surface, thing, session, variant } = request;
  if (surface.kind !== 'link') return true;
  const ids = { ...(thing?.owner ?? session?.account)?.ids, ...thing?.ids };
  const link = firstLink(worker, surface, ids, worker.phase);
  if (link === null) return false;
  // A surface whose address names no thing gives every viewer an address of its own.
  if (variant === 'asked')
    return (
      bindingsOf(surface.path).length +
        bindingsOfJson([surface.json, surface.form, surface.headers]).length >
      0
    );
  if (variant === 'unsigned') return unsigned(addressOf(link)) !== null;
  if (variant === 'expired-moved') return movedEndOf(surface, link) !== null;
  if (variant === undefined || !isForgedOfOwn(variant)) return true;
  const lender = lenderFor(worker, request, ids);
  return lender !== null && forgedBy(request, addressOf(link), addressOf(lender)) !== null;
}

/** The exchanges that an attempt may take. See `Worker.exchangesFor`. */
export function exchangesToTry(worker: LinkStore & RunIdentity, request: AttemptRequest): string[] {
  const { surface, thing, session } = request;
  if (surface.kind !== 'link') return [];
  const ids = { ...(thing?.owner ?? session?.account)?.ids, ...thing?.ids };
  const link = firstLink(worker, surface, ids, worker.phase);
  const lender = lenderFor(worker, request, ids);
  if (link === null || lender === null) return [];
  return exchangesFor(request, addressOf(link), addressOf(lender)).map(exchangeInWords);
}

/** The address that a viewer forges of the victim's and one of their own. Attempts take turns at what is exchanged. */
function forgedBy(request: AttemptRequest, victim: Address, donor: Address): Forged | null {
  if (request.variant === 'swapped') return withUrl(swapped(victim, donor));
  const exchanges = exchangesFor(request, victim, donor);
  const exchange =
    exchanges.find((one) => exchangeInWords(one) === request.exchange) ??
    exchanges[turnOf(request) % exchanges.length];
  if (exchange === undefined) return null;
  const { of, parameter } = exchange;
  const url =
    of === 'donor' ? exchanged(victim, donor, parameter) : exchanged(donor, victim, parameter);
  return url === null ? null : { url, exchanged: exchangeInWords(exchange) };
}

function exchangesFor(
  { session, surface }: AttemptRequest,
  victim: Address,
  donor: Address,
): Exchange[] {
  return exchangesOf(victim, donor, session?.account.ids ?? {}).filter(
    // Whoever has a bearer's address may use it: with a parameter that nothing needs it is that address still.
    ({ of }) => of === 'donor' || (session !== null && !isForBearers(surface)),
  );
}

/** The deployment names its parameters as it likes: one that is no plain word is not told. */
function exchangeInWords({ of, parameter }: Exchange): string {
  const name = /^[\w.-]{1,40}$/.test(parameter) ? parameter : 'parameter';
  return `${of === 'donor' ? 'another’s' : 'own'} ${name}`;
}

function withUrl(url: URL | null): Forged | null {
  return url === null ? null : { url };
}

/** A number that is the same each time that an attempt is repeated: by it, attempts take turns at parameters. */
function turnOf({ session, thing }: AttemptRequest): number {
  const name = `${session?.account.id ?? ''} ${thing?.id ?? ''}`;
  return [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
}

function movedEndOf(surface: LinkSurface, { url, obtainedAt }: HeldLink): URL | null {
  const lasts = lifetimeOf(surface);
  return lasts === null ? null : movedEnd({ url: new URL(url), obtainedAt, lasts });
}

/** When the first address of a phase has certainly expired. See `Worker.endOfLink`. */
export function endOfHeldLink(worker: LinkStore, surface: Surface, thing: Thing, phase: Phase) {
  const link = firstLink(worker, surface, { ...thing.owner.ids, ...thing.ids }, phase);
  return link === null ? null : (endOfLink(surface, link)?.latest ?? null);
}

function endedRequest(
  worker: LinkStore & RunIdentity,
  request: LinkAttempt,
  ids: Ids,
  variant: Variant,
): LinkRequest | NoLink {
  const phase: Phase = variant === 'expired-before-update' ? 'before-update' : worker.phase;
  const link = firstLink(worker, request.surface, ids, phase);
  if (link === null) return { why: 'no address is held that could have ended' };
  const end = endOfLink(request.surface, link);
  if (end === null) return { why: 'its address has no end' };
  if (end.latest > now()) {
    return {
      why: `its address has not ended, and no more than ${longestWait / 1000} s are waited for that: let it last less long where it is tested, or accept the gap`,
    };
  }
  const url = variant === 'expired-moved' ? movedEndOf(request.surface, link) : new URL(link.url);
  if (url === null) return { why: 'no end stands in its address' };
  return { outgoing: send(request, url, variant, ids), endsAt: null, lender: null };
}

/** The owner's address. For a signed-out session, the last address that it was given itself, while that is valid. */
async function addressFor(
  worker: Linking & Holder,
  { session, surface, thing, variant = 'plain' }: LinkAttempt,
  ids: Ids,
): Promise<HeldLink | NoLink> {
  const owner = thing?.owner ?? session?.account;
  if (session !== null && session.account.id === owner?.id) {
    const own = { surface, ids, session, thing };
    if (session.state === 'open')
      return variant === 'plain' ? renewLink(worker, own) : linkOf(worker, own);
    const last = await lastLinkOf(worker, own);
    if (last !== null && (endOfLink(surface, last)?.earliest ?? Infinity) > now()) return last;
  }
  const holder = owner === undefined ? null : openSessionOf(worker, owner.id);
  if (holder === null) return { why: 'no session of its owner is open to ask for the address' };
  return linkOf(worker, { surface, ids, session: holder, thing });
}

/**
 * The link whose signature a viewer borrows for a foreign thing: its own, or (for anonymous) that of a third account.
 */
function lenderFor(
  worker: LinkStore & RunIdentity,
  { session, surface, thing }: AttemptRequest,
  ids: Ids,
): HeldLink | null {
  const owner = thing?.owner.id;
  return (
    worker.links.first
      .values()
      .find(
        (link) =>
          link.surface === surface.id &&
          link.phase === worker.phase &&
          link.owner !== owner &&
          (session === null || link.owner === session.account.id) &&
          surface.needs.some((name) => link.ids[name] !== ids[name]),
      ) ?? null
  );
}

async function lend(
  worker: Linking & Holder,
  { surface }: LinkAttempt,
  { owner, ids }: HeldLink,
): Promise<HeldLink | NoLink> {
  const session = openSessionOf(worker, owner);
  if (session === null) return { why: 'no session is open to ask for a signature' };
  return linkOf(worker, { surface, ids, session, thing: null });
}

function openSessionOf(
  { holdings, phase }: RunIdentity & Holder,
  account: AccountId,
): Session | null {
  const sessions = [...holdings.sessions.values()];
  const open = sessions.filter(
    (session) => session.state === 'open' && session.account.id === account,
  );
  return open.find((session) => isCurrentSession({ phase }, session)) ?? null;
}

function addressOf({ url, ids }: HeldLink): Address {
  return { url: new URL(url), ids };
}

function send({ surface }: AttemptRequest, url: URL, variant: Variant, ids: Ids): Outgoing {
  return requestTo(
    { ...surface, method: 'GET', json: undefined, form: undefined },
    url,
    variant,
    ids,
  );
}
