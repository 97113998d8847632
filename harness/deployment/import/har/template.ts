import { estimateBits } from '../../../canaries/estimate-bits.ts';
import { isPageSize } from '../../../domain/surfaces/page-size.ts';
import { isSearchTerm, searchForAll } from '../../surfaces/search-term.ts';
import type { Exchange } from './exchange.ts';
import type { KnownIds } from './known-ids.ts';

/** The address of an exchange with its ids as bindings; `why`: the reason if it cannot be requested again. */
export type Template = { path: string } | { path: string; why: string };

/** Makes the template of an address. `base`: the deployment's origin, which is left out of the template. */
export function templateOf({ url }: Pick<Exchange, 'url'>, ids: KnownIds, base: string): Template {
  const problems: string[] = [];
  const pieces = url.pathname.split('/').map(decoded);
  const path = pieces.map((piece, index) => {
    const bound = bind(piece, ids, [pieces[index - 1] ?? '']);
    if (bound !== null) return bound;
    problems.push(`nobody knows what id stands behind /${pieces[index - 1] ?? ''}/`);
    return '{}';
  });
  const query = [...url.searchParams]
    .filter(([name, value]) => !isPassing(name, value))
    .map(([name, value]) => {
      if (isMeasure(name, value)) return `${encodeURIComponent(name)}=${value}`;
      if (isSearched(name, value, ids)) return `${encodeURIComponent(name)}=${searchForAll}`;
      const bound = bind(value, ids, [name, pieces.at(-1) ?? '']);
      const isSecret = bound === encodeURIComponent(value) && estimateBits(value) >= secretBits;
      if (bound === null || isSecret) {
        problems.push(`its query has a value of ${name} that is no known id`);
        return `${encodeURIComponent(name)}={}`;
      }
      return `${encodeURIComponent(name)}=${bound}`;
    });
  const origin = url.origin === base ? '' : url.origin;
  const whole = `${origin}${path.join('/')}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  return problems.length === 0 ? { path: whole } : { path: whole, why: problems.join('; ') };
}

/** Estimated bits from which a value in a query may be a secret (a token, a signature), which must not be kept. */
const secretBits = 40;

/** Whether a parameter belongs to a single request: a position in a list, or a value that bypasses caches. */
function isPassing(name: string, value: string): boolean {
  if (
    /^(?:cursor|after|before|offset|skip|start|page|page[_-]?(?:no|number|token)|continuation)$/i.test(
      name,
    )
  )
    return true;
  return /^(?:_|t|ts|nonce|cb|cache|timestamp|rand(?:om)?)$/i.test(name) && /^[\d.]*$/.test(value);
}

/** Whether a parameter is a number of rows, which only looks like an id. */
function isMeasure(name: string, value: string): boolean {
  const isMany = isPageSize(name) || /^(?:last|rows|depth)$/i.test(name);
  return isMany && /^\d{1,4}$/.test(value);
}

/** Whether a value is words that a person searched for. They say something of them, and match nothing that a run makes. */
function isSearched(name: string, value: string, ids: KnownIds): boolean {
  const isQuery = /[{}]/.test(value);
  return isSearchTerm(name) && !isQuery && ids.nameOf(value, [name]) === undefined;
}

/** A segment or value as it stands in a template; null if it looks like an id without a known name. */
function bind(piece: string, ids: KnownIds, names: readonly string[]): string | null {
  const whole = ids.nameOf(piece, names);
  if (whole !== undefined) return `{${whole}}`;
  // An id may have an extension: `rec_9.m3u8`, `con_1-summary.pdf`.
  const [, stem = '', rest = ''] = /^(.+?)([.].*)$/.exec(piece) ?? [];
  const known = stem === '' ? undefined : ids.nameOf(stem, names);
  if (known !== undefined) return `{${known}}${encodeURIComponent(rest)}`;
  const extension = /^\.[a-z][a-z\d]{0,5}$/i.test(rest) ? rest : '';
  const guessed = ids.guess(extension === '' ? piece : stem, names);
  if (guessed === null) return null;
  return guessed === undefined ? encodeURIComponent(piece) : `{${guessed}}${extension}`;
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}
