import type { Delivery } from './exchange.ts';
import { isSignInAddress } from './sign-in-address.ts';

/** Where a redirect that was not followed leads. */
export type Redirect = { to: 'sign-in' | 'elsewhere'; why: string };

/** Where an answer redirects to; null where it does not. */
export function redirectOf(
  { status, headers }: { status: number | null; headers: Readonly<Record<string, string>> },
  url: URL | string,
): URL | null {
  if (status === null || ![301, 302, 303, 307, 308].includes(status)) return null;
  const location = headers['location'];
  return location === undefined ? null : URL.parse(location, url);
}

/**
 * What a redirect says that nobody follows here (a browser does it by itself, a connection never does); null where
 * the answer is none.
 */
export function redirectFrom(
  answer: Pick<Delivery, 'status'> & { headers: Readonly<Record<string, string>> },
  { url, base, why }: { url: URL | string; base: URL; why: string },
): Redirect | null {
  const target = redirectOf(answer, url);
  if (target === null) return null;
  return isSignInAddress(target, target.host !== base.host)
    ? { to: 'sign-in', why: 'a redirect to sign-in' }
    : { to: 'elsewhere', why };
}
