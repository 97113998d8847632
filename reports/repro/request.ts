import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { AccountId } from '../../harness/domain/accounts/account.ts';
import type { Attempt } from '../../harness/domain/attempts/attempt.ts';
import type { Case } from '../../harness/domain/verdict/case.ts';
import { endedAddress, namedAddress } from '../../harness/domain/surfaces/link-variant.ts';
import type { LinkInfo, SurfaceInfo } from '../../harness/domain/surfaces/surface.ts';
import type { Ids } from '../../harness/domain/ledger/thing.ts';
import { rangeOf } from '../../harness/domain/surfaces/range-variants.ts';
import { quoteShell } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { definitionOptions } from '../words/violations/replay.ts';
import { reproLink } from './link.ts';
import type { ReproLink } from './link.ts';
import { signsOf } from './signs.ts';

/** An attempt as curl can make it again. */
export type ReproRequest = {
  viewer: AccountId;
  /** Null: without a session. */
  session: string | null;
  method: string;
  /** With the ids bound, percent-encoded. */
  path: string;
  /** Sent beside the account's own. */
  headers: Readonly<Record<string, string>>;
  variant: string;
  /** The body that it was asked with, with the ids bound; null where none is known, empty where there was none. */
  body: string | null;
  /** The body is a form, and no JSON. Default: it is JSON. */
  isForm?: boolean;
  /** Asked instead of `path`: an address that its owner is given in another answer. */
  link: ReproLink | null;
};

/** A request of the owner's for their own. */
export type ReproControl = {
  owner: AccountId;
  method: string;
  path: string;
  /** Null where it is not known: then it is the one that the viewer's request has. */
  body: string | null;
};

/**
 * How a script tells that it happened again: by signs of the owner in the answer, by equality with the owner's own
 * answer, or not by itself. `control`: what the owner asks, if no sign is seen, to show that there still is one; null
 * where nothing can show it. `pages`: words of the shell by which the CLI finds the next page, where the answer may be one
 * of several; null where it is all.
 */
export type ReproCheck =
  | {
      by: 'signs';
      texts: readonly string[];
      control: ReproControl | null;
      pages: string | null;
    }
  | { by: 'owner'; owner: AccountId }
  | { by: 'eye' };

/** Server-given ids that an attempt's address was built from. */
export function idsOf({ ledger }: ReportInput, attempt: Attempt): Ids {
  const thing = attempt.thing === null ? undefined : ledger.things.get(attempt.thing);
  const account = ledger.accounts.get(thing?.owner ?? attempt.viewer);
  return { ...account?.ids, ...thing?.ids };
}

/** Who asks, and how. */
function asker({ viewer, variant, session, changed }: Attempt) {
  const isNobody = viewer === anonymous;
  return { viewer, session: isNobody ? null : session, variant, headers: changed?.headers ?? {} };
}

/** By a link. Null where curl can't make it again; see `reproLink`. */
export function linkRequest(
  input: ReportInput,
  { lead: { attempt } }: Case,
  surface: LinkInfo,
): ReproRequest | null {
  if (attempt.channel === 'socket') return null;
  // An address that an answer named is kept nowhere: the id of its surface says only where it stood.
  if (attempt.variant === namedAddress || attempt.variant === endedAddress) return null;
  const ids = idsOf(input, attempt);
  const owner = input.ledger.things.get(attempt.thing ?? '')?.owner ?? attempt.viewer;
  const bind = (template: string) => boundPath(template, ids);
  const link = reproLink(surface.link, attempt, { owner, ids, bind });
  return link && { ...asker(attempt), method: 'GET', path: link.path, body: null, link };
}

/**
 * At the address that a surface is called by; `surface` is null where nobody described it. Null where curl can't make
 * it again: a socket, or an address whose ids, or cursor, are not known.
 */
export function addressRequest(
  input: ReportInput,
  { lead: { attempt } }: Case,
  surface: SurfaceInfo | null,
): ReproRequest | null {
  if (attempt.channel === 'socket') return null;
  const ids = idsOf(input, attempt);
  const { changed } = attempt;
  const about = { ...asker(attempt), ...(surface?.form === undefined ? {} : { isForm: true }) };
  const [, method, template] = /^([A-Z]+) (\/.*)$/s.exec(attempt.surface) ?? [];
  const path = template === undefined ? null : boundPath(template, ids);
  if (method === undefined || path === null) return null;
  if (changed?.path === null) return null;
  if (changed !== undefined) {
    const sends = (surface?.json ?? surface?.form) !== undefined && changed.method === method;
    const body = sends ? (changed.body ?? null) : '';
    return { ...about, ...changed, path: changed.path, body, link: null };
  }
  return { ...about, method, path, body: boundBody(surface, ids), link: null };
}

/** The body of a request as the surface says; null where it says none. */
function boundBody(surface: SurfaceInfo | null | undefined, ids: Ids): string | null {
  if (surface?.form !== undefined) {
    const fields = Object.entries(surface.form).map(([name, value]) => [
      name,
      String(bound(value, ids)),
    ]);
    return new URLSearchParams(fields).toString();
  }
  return surface?.json === undefined ? null : JSON.stringify(bound(surface.json, ids));
}

/** Null where an id is not known. */
export function boundPath(template: string, ids: Ids): string | null {
  const unbound: string[] = [];
  const path = template.replace(/\{([^{}]+)\}/g, (_, binding: string) => {
    const id = ids[binding];
    if (id === undefined) unbound.push(binding);
    return encodeURIComponent((id ?? '').toWellFormed());
  });
  return unbound.length > 0 ? null : path;
}

function bound(json: unknown, ids: Ids): unknown {
  if (typeof json === 'string')
    return json.replace(/\{(\w+)\}/g, (all, name: string) => ids[name] ?? all);
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((element) => bound(element, ids));
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, bound(value, ids)]));
}

/** How a script can tell that it happened again. */
export function reproCheck(input: ReportInput, item: Case, request: ReproRequest): ReproCheck {
  const { owner, viewer, surface } = item.violation;
  // Of others, such as a lockout, nothing that comes is proof.
  const isReceived = item.violation.kind === 'leak' || item.violation.kind === 'exposure';
  const texts = isReceived ? signsOf(input, item, sentBy(request)) : [];
  const account = owner?.account ?? null;
  const listed = input.plan.surfaces.find(({ id }) => id === surface);
  const gives = listed?.gives ?? item.lead.attempt.gives;
  const { recorded } = item.lead;
  // What a picture shows, or bytes without any sign, are told by comparison.
  const isText = recorded !== null && recorded.kind !== 'frame';
  if (gives === 'stream' && !isText && account !== null && account !== viewer.account)
    return { by: 'owner', owner: account };
  if (texts.length === 0) return { by: 'eye' };
  const control = request.link === null ? ownRequest(input, item) : null;
  const isWhole = request.method !== 'HEAD' && rangeOf(request.variant) === null;
  const isPaged = gives === 'list' && isWhole && request.link === null;
  const { plan } = input;
  const asked = `${quoteShell(plan.name)} ${quoteShell(surface)} "$work/pages"`;
  const pages = isPaged ? `next ${asked}${definitionOptions(plan)}` : null;
  return { by: 'signs', texts, control, pages };
}

/** All that a request sends, as the answer may repeat it. */
function sentBy({ path, body, headers }: ReproRequest): string {
  let plain = path;
  try {
    plain = decodeURIComponent(path);
  } catch {
    // A probe may have broken the encoding on purpose.
  }
  return [path, plain, body ?? '', ...Object.values(headers)].join('\n');
}

/** The owner's own request for the same, as the surface says: it shows that there is something to see. */
function ownRequest(
  { plan, ledger }: ReportInput,
  { lead: { attempt, owner } }: Case,
): ReproControl | null {
  if (owner === null || !ledger.accounts.has(owner)) return null;
  const [, method, template] = /^([A-Z]+) (\/.*)$/s.exec(attempt.surface) ?? [];
  if (method === undefined || template === undefined) return null;
  const surface = plan.surfaces.find(({ id }) => id === attempt.surface);
  const own = ledger.thingsOf.get(owner) ?? [];
  const things = [...own.filter(({ id }) => id === attempt.thing), ...own, { ids: {} }];
  for (const thing of things) {
    const ids = { ...ledger.accounts.get(owner)?.ids, ...thing.ids };
    const path = boundPath(template, ids);
    if (path === null) continue;
    return { owner, method, path, body: boundBody(surface, ids) };
  }
  return null;
}
