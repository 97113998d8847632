import { accountId } from '../../domain/account.ts';
import type { AccountId } from '../../domain/account.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { Found, Sign } from './inspect.ts';
import { jsonPlaces } from './json-places.ts';
import { shared } from './known.ts';

/** The account that a sign names. The token of another run names an account of that run: see `isOf`. */
function accountOf(sign: Sign): AccountId {
  return sign.kind === 'token' ? accountId(sign.token.account) : sign.account;
}

/** Whether a sign belongs to this account of this run. */
export function isOf(sign: Sign, account: AccountId, run: number): boolean {
  return accountOf(sign) === account && (sign.kind !== 'token' || sign.token.run === run);
}

/** A key that is equal for signs with the same meaning. */
export function signKey(sign: Sign): string {
  switch (sign.kind) {
    case 'token':
      return `t ${sign.token.run} ${sign.token.account} ${sign.token.field}`;
    case 'id':
      return `i ${sign.account} ${sign.thing ?? ''} ${sign.name}`;
    case 'credential':
      return `c ${sign.account} ${sign.name}`;
    case 'unique':
      return `u ${sign.account} ${sign.field}`;
  }
}

/**
 * Leaves out signs that the attempt itself sent, values that several accounts hold, and the viewer's own credentials.
 */
export function withoutEchoes(
  found: readonly Found[],
  sent: ReadonlySet<string>,
  viewer: AccountId,
): Found[] {
  return found.filter(
    ({ sign }) =>
      !sent.has(signKey(sign)) &&
      accountOf(sign) !== shared &&
      !(sign.kind === 'credential' && sign.account === viewer),
  );
}

/** A sighting made by the scanner, so none in a video frame. */
export type Seen = Exclude<Sighting, { kind: 'frame' }>;

/**
 * Describes the place of each sign: a JSON path where the body is JSON, else `byte N`, or the header's name.
 * @param json the body, if it is JSON
 * @param root the path of the JSON value itself (default: `$`)
 */
export function placed(found: readonly Found[], json: Uint8Array | null, root = '$'): Seen[] {
  const inBody = found.filter(({ at }) => typeof at === 'number').map(({ at }) => Number(at));
  const offsets = json === null ? [] : [...new Set(inBody)].sort((left, right) => left - right);
  const paths = json === null ? [] : jsonPlaces(json, offsets);
  const pathOf = new Map(offsets.map((offset, index) => [offset, paths[index] ?? '$']));
  return found.map(({ sign, at, encoding }) => {
    const path = typeof at === 'string' ? undefined : pathOf.get(at);
    const where = path === undefined ? inWords(at) : root + path.slice(1);
    return { ...sign, where, encoding };
  });
}

function inWords(at: number | string): string {
  return typeof at === 'string' ? at : `byte ${at}`;
}
