import { isUnguessable } from '../../../canaries/estimate-bits.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import { piecesOf, signedPiecesOf, withQuery, withSignedPieces } from './query-pieces.ts';

/** Length from which an id is replaced within a text. A shorter id must be a whole segment: `1` is not in `/v1/`. */
const longId = 6;

/** An address, with the ids of the thing that it leads to. */
export type Address = { url: URL; ids: Ids };

/**
 * The address without its signature: all parameters of the query are left out, except those that name the thing. Null
 * when there is nothing to leave out.
 */
export function unsigned({ url, ids }: Address): URL | null {
  const values = new Set(Object.values(ids));
  const all = piecesOf(url);
  const kept = all.filter(({ value }) => values.has(value));
  if (kept.length === all.length) return null;
  return withQuery(
    url,
    kept.map(({ written }) => written),
  );
}

/**
 * The address of the victim with the signature of the donor: the victim's path and the donor's query, in which the
 * victim's ids replace the donor's. Null when an address has no signature, or the result equals one of the two.
 */
export function swapped(victim: Address, donor: Address): URL | null {
  if (unsigned(victim) === null || unsigned(donor) === null) return null;
  const query = piecesOf(donor.url).map(({ name, value, written }) => {
    const binding = Object.keys(donor.ids).find((key) => donor.ids[key] === value);
    const own = binding === undefined ? undefined : victim.ids[binding];
    return own === undefined ? written : `${name}=${encodeURIComponent(own)}`;
  });
  const forged = withQuery(victim.url, query);
  return [victim.url.href, donor.url.href].includes(forged.href) ? null : forged;
}

/**
 * The parameters (or segments of the path) that two addresses have in common, and in which they differ. The only one that nobody could guess is
 * left out, unless it names the thing: it is what signs the address, and may decide alone, beside a time or a number.
 */
function differingParameters(victim: Address, donor: Address): string[] {
  const own = new Map(signedPiecesOf(donor.url).map(({ name, written }) => [name, written]));
  const differing = signedPiecesOf(victim.url).filter(({ name, written }) => {
    const other = own.get(name);
    return other !== undefined && other !== written;
  });
  const ids = Object.values(victim.ids).filter(Boolean);
  const opaque = differing.filter(
    ({ value }) =>
      isUnguessable(value) && !moment.test(value) && !ids.some((id) => value.includes(id)),
  );
  const kept = opaque.length === 1 ? differing.filter((piece) => piece !== opaque[0]) : differing;
  return [...new Set(kept.map(({ name }) => name))];
}

/** The shape of a time, which has as many letters as what nobody can guess. */
const moment = /^\d{4}-?\d\d-?\d\dT[\d:.]+Z?$/;

/** An address that is taken as it was signed, but for one parameter, which is the other's. */
export type Exchange = { of: 'donor' | 'victim'; parameter: string };

/**
 * The exchanges by which a viewer may get at what the victim's address leads to. One's own address with a parameter of
 * the victim's: a signature may not cover what it leads to. Or the victim's address with a parameter of one's own: it may
 * not cover for whom it was made. A parameter with an id of the thing is taken from the victim alone, and one with an
 * id of the viewer's account from the viewer alone. These come twice, so that more attempts take them.
 * @param own ids of the donor's account
 */
export function exchangesOf(victim: Address, donor: Address, own: Ids): Exchange[] {
  const accounts = new Set(Object.values(own));
  const named = Object.values(donor.ids);
  const beside = named.filter((id) => !accounts.has(id));
  // An address that names an account alone leads to all that is the account's.
  const things = new Set(beside.length > 0 ? beside : named);
  const values = new Map(signedPiecesOf(donor.url).map(({ name, value }) => [name, value]));
  return differingParameters(victim, donor).flatMap((parameter): Exchange[] => {
    const value = values.get(parameter) ?? '';
    const [ofDonor, ofVictim] = [
      { of: 'donor', parameter },
      { of: 'victim', parameter },
    ] as const;
    if (things.has(value)) return [ofDonor, ofDonor];
    return accounts.has(value) ? [ofVictim, ofVictim] : [ofDonor, ofVictim];
  });
}

/**
 * The address of the donor with one parameter of the victim's, and all else as it was signed: a signature may cover
 * everything but that parameter. Null when that is no other address.
 */
export function exchanged(victim: Address, donor: Address, parameter: string): URL | null {
  const theirs = signedPiecesOf(victim.url).find(({ name }) => name === parameter);
  if (theirs === undefined) return null;
  const own = signedPiecesOf(donor.url);
  const written = own.map((piece) => (piece.name === parameter ? theirs : piece).written);
  const forged = withSignedPieces(donor.url, written);
  if (forged.href === donor.url.href) return null;
  if (forged.href !== victim.url.href) return forged;
  // Where another's id in one's own address makes theirs, what looks like a secret in it is none.
  const ids = Object.values(victim.ids);
  const hasSecret = own.some(
    ({ name, value }) => name !== parameter && isUnguessable(value) && !ids.includes(value),
  );
  return ids.includes(theirs.value) && hasSecret ? forged : null;
}

/** The address of a thing that never existed: the real address with decoys in place of the ids. Null if that fails. */
export function strayAddress({ url, ids }: Address, decoy: (real: string) => string): URL | null {
  const replace = (text: string, id: string): string =>
    id.length >= longId || text === id ? text.replaceAll(id, decoy(id)) : text;
  const renamed = (part: string): string =>
    Object.values(ids).filter(Boolean).reduce(replace, part);
  const query = piecesOf(url).map(({ written }) => written.split('=').map(renamed).join('='));
  const stray = withQuery(url, query);
  stray.pathname = url.pathname.split('/').map(renamed).join('/');
  if (stray.href !== url.href) return stray;
  const [, last] = /([^/]+)\/*$/.exec(url.pathname) ?? [];
  if (last === undefined) return null;
  stray.pathname = url.pathname.replace(/[^/]+(?=\/*$)/, () => decoy(last));
  return stray.href === url.href ? null : stray;
}
