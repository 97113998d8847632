import type { Ids } from '../../domain/thing.ts';

/** Shorter ids count only as a whole: `1` is no part of `/v1/`. */
const longId = 6;

/** An address with the ids of what it leads to. */
export type Address = { url: URL; ids: Ids };

/**
 * The address without what signs it: without its query, but for what names the thing itself. Null where there is
 * nothing to leave out.
 */
export function unsigned({ url, ids }: Address): URL | null {
  const values = new Set(Object.values(ids));
  const all = piecesOf(url);
  const kept = all.filter((piece) => values.has(valueOf(piece)));
  return kept.length === all.length ? null : withQuery(url, kept);
}

/**
 * The address of one thing with the signature of another: its path, with the other's query, in which the other's
 * ids give way to its own. Null where one has no signature, or where that is no other address than the two.
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

/** The address of something that never existed: like the real one, but for what names the thing. */
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

/** As they stand: writing a query anew may change what was signed. */
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
