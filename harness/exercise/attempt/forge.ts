import type { Ids } from '../../domain/thing.ts';

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
  const kept = all.filter((piece) => values.has(valueOf(piece)));
  return kept.length === all.length ? null : withQuery(url, kept);
}

/**
 * The address of the victim with the signature of the donor: the victim's path and the donor's query, in which the
 * victim's ids replace the donor's. Null when an address has no signature, or the result equals one of the two.
 */
export function swapped(victim: Address, donor: Address): URL | null {
  if (unsigned(victim) === null || unsigned(donor) === null) return null;
  const query = piecesOf(donor.url).map((piece) => {
    const name = Object.keys(donor.ids).find((key) => donor.ids[key] === valueOf(piece));
    const own = name === undefined ? undefined : victim.ids[name];
    return own === undefined ? piece : `${piece.split('=', 1)[0]}=${encodeURIComponent(own)}`;
  });
  const forged = withQuery(victim.url, query);
  return [victim.url.href, donor.url.href].includes(forged.href) ? null : forged;
}

/** The address of a thing that never existed: the real address with decoys in place of the ids. Null if that fails. */
export function strayAddress({ url, ids }: Address, decoy: (real: string) => string): URL | null {
  const replace = (text: string, id: string): string =>
    id.length >= longId || text === id ? text.replaceAll(id, decoy(id)) : text;
  const renamed = (part: string): string =>
    Object.values(ids).filter(Boolean).reduce(replace, part);
  const query = piecesOf(url).map((piece) => piece.split('=').map(renamed).join('='));
  const stray = withQuery(url, query);
  stray.pathname = url.pathname.split('/').map(renamed).join('/');
  if (stray.href !== url.href) return stray;
  const [, last] = /([^/]+)\/*$/.exec(url.pathname) ?? [];
  if (last === undefined) return null;
  stray.pathname = url.pathname.replace(/[^/]+(?=\/*$)/, () => decoy(last));
  return stray.href === url.href ? null : stray;
}

/** The parameters of the query, not decoded: encoding them again could change what was signed. */
function piecesOf(url: URL): string[] {
  return url.search
    .slice(1)
    .split('&')
    .filter((piece) => piece !== '');
}

function withQuery(url: URL, pieces: readonly string[]): URL {
  const other = new URL(url);
  other.search = pieces.join('&');
  return other;
}

function valueOf(piece: string): string {
  const value = piece.replace(/^[^=]*=?/, '').replaceAll('+', ' ');
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
