import type { LeftOutKind } from '../../../domain/attempts/left-out.ts';
import { addressId, playlistLine } from '../../../domain/surfaces/link-variant.ts';
import { isPlaylist } from '../../../domain/surfaces/media-type.ts';
import { isHarmful } from '../../../deployment/checks/harmful-address.ts';
import { parsePage } from '../../../deployment/html-page.ts';
import type { RequestSurface } from '../../../deployment/surfaces/surface.ts';
import { isAllowed } from '../../http/is-allowed.ts';
import type { Network } from '../../http/network.ts';
import { memberStep } from '../../scan/json-places.ts';
import { isObject } from '../../state/is-object.ts';
import type { Session, Thing } from '../../state/held.ts';
import type { LeavingOut } from '../../state/left-out.ts';
import { sameAnswer } from '../reading/same-answer.ts';
import { statedEnd } from './stated-end.ts';

/** An address that an owner's own answer named. It may be signed, so only workers hold it. */
export type NamedAddress = {
  session: Session;
  /** The thing whose answer named it; null for what is at an address of the account's own. */
  thing: Thing | null;
  /** The surface that named it, and where, without indices: by that the attempt is recorded. */
  surface: string;
  place: string;
  url: URL;
  /** When it ends, as it says itself, in milliseconds since the epoch by our clock; null where it says nothing of it. */
  end: number | null;
};

/** The role of a worker that keeps the addresses that own answers name. */
export type AddressStore = {
  named: {
    all: NamedAddress[];
    known: Set<string>;
    /** Answers that named nothing new, by `sameAnswer`. */
    exhausted: Set<string>;
  };
};

/** Most addresses that are kept, and most places of one answer that are looked at. */
const most = { inAll: 4000, places: 12 };
/** Longest address, in characters. */
const longest = 4096;
/** Most values of an answer that are looked at. */
const mostValues = 20_000;

export function createAddressStore(): AddressStore['named'] {
  return { all: [], known: new Set(), exhausted: new Set() };
}

/** One answer that may name addresses. */
export type NamingAnswer = {
  session: Session;
  thing: Thing | null;
  surface: string;
  url: URL;
  /** When it had come, in milliseconds since the epoch: by our clock, and by its `Date`. Default: the clocks agree. */
  at: { ours: number; theirs?: number };
  contentType: string;
  body: Buffer | null;
  json: unknown;
};

/**
 * Keeps what an owner's own answer names, to be asked for as a player does: texts in JSON that are addresses or absolute
 * paths, what a page loads, and the lines of a playlist. Addresses of other hosts are left out, and those that say that
 * they do more than show something.
 */
export function noteNamedAddresses(
  { named, guard, leaveOut }: AddressStore & LeavingOut & Pick<Network, 'guard'>,
  answer: NamingAnswer,
): void {
  const { session, thing, surface, at } = answer;
  const beyond = (what: LeftOutKind, where: string, bound: number, count = 1): void =>
    leaveOut({ what, surface, where, most: bound, count });
  const key =
    answer.body === null ? null : sameAnswer(session, `${surface} ${answer.url.href}`, answer.body);
  if (key !== null && named.exhausted.has(key)) return;
  const before = named.all.length;
  const now = at.theirs ?? at.ours;
  const ids = Object.values({ ...session.account.ids, ...thing?.owner.ids, ...thing?.ids });
  const byPlace = new Map<string, URL[]>();
  const morePlaces = new Set<string>();
  let more = 0;
  for (const candidate of candidates(answer, () => beyond('named-values', 'body', mostValues))) {
    const url = addressOf(candidate, answer.url);
    if (url === null || named.known.has(url.href) || !isAllowed({ guard }, url)) continue;
    const { place } = candidate;
    const urls = byPlace.get(place);
    if (urls !== undefined) urls.push(url);
    else if (byPlace.size < most.places) byPlace.set(place, [url]);
    else morePlaces.add(place);
  }
  for (const place of morePlaces) beyond('named-places', place, most.places, morePlaces.size);
  for (const [place, urls] of byPlace) {
    for (const url of endsAndMiddle(urls)) {
      if (named.known.has(url.href)) continue;
      if (named.all.length >= most.inAll) {
        more += 1;
        beyond('named-addresses', place, most.inAll, more);
        continue;
      }
      named.known.add(url.href);
      const stated = statedEnd(url, { now, ids });
      const end = stated === null ? null : stated - now + at.ours;
      named.all.push({ session, thing, surface, place, url, end });
    }
  }
  if (key !== null && named.all.length === before) named.exhausted.add(key);
}

/** The first, the last and the middle one: what does not belong into a list is often put at one of its ends. */
function endsAndMiddle<T>(all: readonly T[]): T[] {
  const places = [0, all.length - 1, Math.floor(all.length / 2)];
  return [...new Set(places)].flatMap((place) => all.slice(place, place + 1));
}

/** The surface that a named address is recorded as. The plan does not list it. */
export function surfaceOfAddress({ surface, place }: NamedAddress): RequestSurface {
  return {
    kind: 'request',
    id: addressId(surface, place),
    gives: 'stream',
    method: 'GET',
    path: '/',
    headers: {},
    needs: [],
    variants: [],
    imported: true,
  };
}

/** A text that may be an address. `relative`: it may be one in relation to the answer's own. */
type Candidate = { place: string; text: string; relative?: true };

/** Leaves out the links of a FHIR Bundle: they are the pages of the list that it is, which are taken as such. */
function withoutPages(json: unknown): unknown {
  if (!isObject(json) || json['resourceType'] !== 'Bundle') return json;
  const { link: _, ...rest } = json;
  return rest;
}

/** @param tooMany is called where more values may name addresses than are looked at */
function* candidates(
  { json, body, contentType }: NamingAnswer,
  tooMany: () => void,
): Generator<Candidate> {
  if (json !== undefined) return yield* textsIn(withoutPages(json), tooMany);
  if (body === null) return;
  const named = isPlaylist(contentType)
    ? linesOfPlaylist(body.toString('utf8'))
    : contentType.includes('html')
      ? loadedBy(body.toString('utf8'))
      : [];
  let looked = 0;
  for (const candidate of named) {
    if (++looked > mostValues) return tooMany();
    yield candidate;
  }
}

function* textsIn(json: unknown, tooMany: () => void): Generator<Candidate> {
  const waiting: { place: string; value: unknown }[] = [{ place: '$', value: json }];
  for (let looked = 0; waiting.length > 0; looked += 1) {
    if (looked >= mostValues) return tooMany();
    const { place, value } = waiting.pop() ?? { place: '$', value: null };
    if (typeof value === 'string') yield { place, text: value };
    else if (Array.isArray(value))
      for (const element of value) waiting.push({ place: `${place}[*]`, value: element });
    else if (isObject(value))
      for (const key in value) waiting.push({ place: place + memberStep(key), value: value[key] });
  }
}

function* linesOfPlaylist(text: string): Generator<Candidate> {
  for (const line of text.split(/\r?\n/)) {
    const named = line.startsWith('#') ? /\bURI="([^"]+)"/.exec(line)?.[1] : line;
    if (named !== undefined) yield { place: playlistLine, text: named, relative: true };
  }
}

function* loadedBy(html: string): Generator<Candidate> {
  const page = parsePage(html);
  for (const attribute of ['src', 'poster', 'data'] as const)
    for (const element of page?.select(`[${attribute}]`) ?? [])
      yield {
        place: `${element.name}[${attribute}]`,
        text: element.attribs[attribute] ?? '',
        relative: true,
      };
}

/** The address that a text is; null where it is none. */
function addressOf({ text, relative }: Candidate, base: URL): URL | null {
  const named = text.trim();
  if (named === '' || named.length > longest || /\s/.test(named)) return null;
  if (relative !== true && !/^(?:https?:\/\/|\/[^/])/.test(named)) return null;
  const url = URL.parse(named, base);
  if (url === null || isHarmful(url.pathname + url.search)) return null;
  url.hash = '';
  return url;
}
