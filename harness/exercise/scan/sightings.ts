import { accountId } from '../../domain/account.ts';
import type { AccountId } from '../../domain/account.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { Found, Sign } from './inspect.ts';
import { jsonPlaces } from './json-places.ts';
import { shared } from './known.ts';

/** The account that a sign belongs to. Tokens of other runs belong to other accounts of the same number: see `isOf`. */
function accountOf(sign: Sign): AccountId {
  return sign.kind === 'token' ? accountId(sign.token.account) : sign.account;
}

/** Whether a sign belongs to this account of this run. */
export function isOf(sign: Sign, account: AccountId, run: number): boolean {
  return accountOf(sign) === account && (sign.kind !== 'token' || sign.token.run === run);
}

/** A key that is the same for two signs that tell the same. */
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

/** Leaves out echoes of what the attempt itself sent, what several accounts share, and the viewer's own credentials. */
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

/** A sighting of something that was scanned for; frames are looked at elsewhere. */
export type Seen = Exclude<Sighting, { kind: 'frame' }>;

/**
 * Adds the place in words: a JSON path where the body is JSON, `byte N` elsewhere, or the header. `root`: where the
 * JSON itself stands. Default: `$`.
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
