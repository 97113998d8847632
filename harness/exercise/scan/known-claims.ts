import { countsAnywhere } from '../../canaries/estimate-bits.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import { namesSubject } from './jwt.ts';
import type { Claim, Jwt } from './jwt.ts';
import { findAllJwts } from './packed-jwts.ts';

/**
 * The accounts that JWTs of sessions name by their subject, by `claimKey`; null where several accounts have the same. A
 * value that is easily met by chance (`"sub": 7`) counts only in a JWT of the same issuer with the same claims.
 */
export type KnownClaims = Map<string, AccountId | null>;

/** Learns from a credential of an account, if it is a JWT, in which claims the deployment names the account. */
export function learnClaims(claims: KnownClaims, account: AccountId, credential: string): void {
  for (const jwt of findAllJwts(credential)) {
    for (const claim of jwt.claims.filter(namesSubject)) {
      learn(claims, account, claimKey(jwt, claim));
    }
  }
}

/** The key of a claim: the same in another JWT means the same account. */
export function claimKey({ shape }: Jwt, { name, value }: Claim): string {
  return JSON.stringify([name, value, countsAnywhere(value) ? '' : shape]);
}

/** Learns the addresses of e-mail among the credentials that an account signs in with: any subject may be one. */
export function learnLogins(
  claims: KnownClaims,
  account: AccountId,
  credentials: Readonly<Record<string, string>>,
): void {
  for (const value of Object.values(credentials))
    if (/^[^\s@]+@[^\s@]+$/.test(value)) learn(claims, account, loginKey({ value }));
}

/** The key of an address of e-mail, in whatever claim it stands. */
export function loginKey({ value }: Pick<Claim, 'value'>): string {
  return value.toLowerCase();
}

function learn(claims: KnownClaims, account: AccountId, key: string): void {
  const held = claims.get(key);
  claims.set(key, held === undefined || held === account ? account : null);
}
