import { now } from '../../domain/clock.ts';
import type { Term } from '../http/session-credentials.ts';
import { lowerCased } from '../state/lower-cased.ts';

/** The checked result of `accounts.signIn` or `accounts.renew`. `headers`: null when none were returned. */
export type Credentials = {
  headers: Readonly<Record<string, string>> | null;
  keep: Readonly<Record<string, string>>;
  term: Term | null;
};

/**
 * A session is renewed when this share of its lifetime is left, but at most `longestLead` milliseconds before its end.
 */
const lastPart = 0.25;
const longestLead = 30_000;

/**
 * Checks what `accounts.signIn` or `accounts.renew` returned. Throws a TypeError that names the mistake, but never a
 * secret value. Without this check, an incomplete header would only show as unexplained refusals.
 * @param what the function's name for the error, such as `accounts.signIn`
 */
export function checkSignedIn(given: unknown, what: string): Credentials {
  if (given === undefined || given === null) return { headers: null, keep: {}, term: null };
  if (typeof given !== 'object' || Array.isArray(given))
    throw new TypeError(`${what} must return { headers, expiresIn, keep }, or nothing`);
  const { headers, expiresIn, keep }: Record<string, unknown> = { ...given };
  return {
    headers: headers === undefined ? null : headersOf(headers, what),
    // Undefined and null count as absent: a server may leave out a refresh token that stays the same.
    keep: textsOf(keep ?? {}, `${what} returned keep`, true),
    term: expiresIn === undefined ? null : termOf(expiresIn, what),
  };
}

function headersOf(headers: unknown, what: string): Record<string, string> {
  const texts = textsOf(headers, `${what} returned headers`, false);
  for (const [name, value] of Object.entries(texts)) {
    if (/(^|\s)(undefined|null|NaN|\[object \w+\])$/.test(value)) {
      throw new TypeError(
        `${what} returned headers.${name} that ends in "${value.split(/\s/).at(-1)}": what it was made from was missing in the answer`,
      );
    }
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]+$/.test(value)) {
      throw new TypeError(
        `${what} returned headers.${name}, which cannot be sent: it is empty, or has line breaks or other characters that no header may have`,
      );
    }
  }
  return lowerCased(texts);
}

function textsOf(given: unknown, what: string, gaps: boolean): Record<string, string> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new TypeError(`${what}, which is no object of texts`);
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (gaps && (value === undefined || value === null)) continue;
    if (typeof value !== 'string') {
      const found = value === null ? 'null' : typeof value;
      throw new TypeError(`${what}.${name}, which is ${found} and not a text`);
    }
    texts[name] = value;
  }
  return texts;
}

function termOf(expiresIn: unknown, what: string): Term {
  if (typeof expiresIn !== 'number' || !Number.isFinite(expiresIn) || expiresIn <= 0) {
    const found = typeof expiresIn === 'number' ? String(expiresIn) : `a ${typeof expiresIn}`;
    throw new TypeError(
      `${what} returned expiresIn, which is ${found}: it must be a number of seconds above 0; leave it out where the session does not expire`,
    );
  }
  const life = expiresIn * 1000;
  const expiresAt = now() + life;
  return { renewAt: expiresAt - Math.min(longestLead, life * lastPart), expiresAt };
}
