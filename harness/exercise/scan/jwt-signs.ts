import { accountId } from '../../domain/accounts/account.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import { jwtAboutAccount, jwtOfAccount } from '../../domain/attempts/jwt-credential.ts';
import type { Found, Inspected, Inspecting } from './inspect.ts';
import { namesSubject } from './jwt.ts';
import type { Claim, Jwt } from './jwt.ts';
import { claimKey, loginKey } from './known-claims.ts';
import { shared } from './known.ts';
import { findAllJwts } from './packed-jwts.ts';

/**
 * Finds the JWTs in an answer that name accounts of the run, without sending them. `isEcho`: tells whether the request
 * had sent a sign itself. A JWT that says by its subject whose it is names no other account by another claim.
 */
export function jwtSigns(
  { known, look }: Pick<Inspecting, 'known' | 'look'>,
  { body, inspected }: { body: Buffer | null; inspected: Pick<Inspected, 'headers'> },
  { run, isEcho }: { run: number; isEcho(found: Found): boolean },
): Found[] {
  const places = [
    ...(inspected.headers ?? []).map(({ value, at }) => ({ text: value, at })),
    ...(body === null ? [] : [{ text: body, at: null }]),
  ];
  return places.flatMap(({ text, at }) =>
    findAllJwts(text).flatMap((jwt): Found[] => {
      if (known.holds(jwt.text)) return [];
      const told = [...namedIn(jwt, { known, look, run, isEcho })];
      return told.map(([account, name]) => ({
        sign: { kind: 'credential', account, name },
        encoding: 'JWT',
        at: at ?? jwt.at,
      }));
    }),
  );
}

type Reader = Pick<Inspecting, 'known' | 'look'> & { run: number; isEcho(found: Found): boolean };

/** The accounts that a JWT names, each with the name of the credential. */
function namedIn(jwt: Jwt, reader: Reader): Map<AccountId, string> {
  const subjects = new Map<AccountId, string>();
  const others = new Map<AccountId, string>();
  for (const claim of jwt.claims) {
    const isSubject = namesSubject(claim);
    const keys = isSubject ? [claimKey(jwt, claim), loginKey(claim)] : [];
    for (const learned of keys.map((key) => reader.known.claims.get(key) ?? null))
      if (learned !== null) subjects.set(learned, jwtOfAccount);
    for (const { account, ofAccount, found } of signsIn(claim, reader)) {
      if (isSubject && ofAccount) subjects.set(account, jwtOfAccount);
      else if (!reader.isEcho(found)) others.set(account, jwtAboutAccount);
    }
  }
  return subjects.size > 0 ? subjects : others;
}

type Named = { account: AccountId; ofAccount: boolean; found: Found };

/** What a claim says of accounts: tokens anywhere in it, ids and unique values only as the whole value. */
function signsIn({ value }: Claim, { known, look, run }: Reader): Named[] {
  return look(value).flatMap((found): Named[] => {
    const { sign } = found;
    if (sign.kind === 'token') {
      const { token } = sign;
      return token.run === run
        ? [{ account: accountId(token.account), ofAccount: true, found }]
        : [];
    }
    if (sign.kind === 'credential' || sign.account === shared || !known.holds(value)) return [];
    return [{ account: sign.account, ofAccount: sign.kind !== 'id' || sign.thing === null, found }];
  });
}
