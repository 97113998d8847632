import { countsAnywhere } from '../../canaries/estimate-bits.ts';

/**
 * The path with `…` in place of each step that may be a token, an id or somebody's name: of a path that a deployment
 * made up, nobody knows what it holds. Words and versions (`v2`) stay. At most 200 characters.
 */
export function maskPath(pathname: string): string {
  return pathname.split('/').map(maskStep).join('/').slice(0, 200);
}

/** A step of a path, or the name of a query's parameter; `…` unless it is a word or a version. */
export function maskStep(step: string): string {
  // Hardly any word has more than 16 letters, and tokens of letters alone are not told from words by their bits.
  const isWord =
    /^(v\d{1,2}|[a-z._-]*)$/i.test(step) && !/[a-z]{17}/i.test(step) && !countsAnywhere(step);
  return isWord ? step : '…';
}
