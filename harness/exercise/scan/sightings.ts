import { accountId } from '../../domain/accounts/account.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import type { Found, Sign } from './inspect.ts';
import { jsonPlaces } from './json-places.ts';
import { shared } from './known.ts';

/** The account that a sign names. The token of another run names an account of that run: see `isOf`. */
export function accountOf(sign: Sign): AccountId {
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
  return found.map((one) => {
    const path = typeof one.at === 'string' ? undefined : pathOf.get(one.at);
    const where = path === undefined ? inWords(one) : root + path.slice(1);
    return { ...one.sign, where, encoding: one.encoding };
  });
}

/** `header etag`, `byte 515`, `visits.csv in the archive, byte 515`. */
export function inWords({ at, file }: { at: number | string; file?: string }): string {
  if (typeof at === 'string') return at;
  return file === undefined ? `byte ${at}` : `${maskFile(file)} in the archive, byte ${at}`;
}

/**
 * The name of a file without what may be a person's name or id: folders and name are words of the service's, in lower
 * case and without a number, or `…`. Its ending stays.
 */
function maskFile(file: string): string {
  const [, path = '', ending = ''] = /^(.*?)(\.[a-z]{1,5}\d?)?$/s.exec(file) ?? [];
  const steps = path.split(/[/\\]/).slice(-3);
  return steps.map((step) => (/^[a-z]{1,16}$/.test(step) ? step : '…')).join('/') + ending;
}
