import type { Delivery } from './exchange.ts';
import { isSignInAddress } from './sign-in-address.ts';

/** A redirect that was not followed: where it leads, and why it was not followed. */
export type Redirect = { to: 'sign-in' | 'elsewhere'; why: string };

/** The address that an answer redirects to; null when it does not redirect. */
export function redirectOf(
  { status, headers }: { status: number | null; headers: Readonly<Record<string, string>> },
  url: URL | string,
): URL | null {
  if (status === null || ![301, 302, 303, 307, 308].includes(status)) return null;
  const location = headers['location'];
  return location === undefined ? null : URL.parse(location, url);
}

/**
 * Classifies the redirect of an answer in channels where we follow none: a browser follows redirects by itself, and
 * socket connections never follow any. Returns null when the answer is no redirect.
 * @param to.why the reason for a redirect that does not lead to sign-in
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
