import { now } from '../domain/clock.ts';
import { Secret, TOTP, URI } from 'otpauth';
import { UsageError } from '../domain/errors.ts';

/**
 * The last time step of each secret whose code was given, by the key in hexadecimal. It is the process's and not a
 * worker's, since a deployment that takes each code once (RFC 6238, 5.2) does not care who used it.
 */
const lastSteps = new Map<string, number>();

/** The code of a second factor at a time (in milliseconds since the epoch; default: now). */
export function totpCode(secret: string, at = now()): string {
  return readTotp(secret).generate({ timestamp: at });
}

/**
 * The code of an authenticator app that is valid now, such as `accounts.create` needs to activate one while signing up.
 * Chaperone notes that it was given, and signs in with a later one.
 * @param secret base32 (JBSWY3DP…), or the `otpauth://totp/…` address of the QR code. Throws a UsageError for another.
 * @param at milliseconds since the epoch; default: now
 */
export function totpFrom(secret: string, at = now()): string {
  noteTotpStep(secret, readTotp(secret).counter({ timestamp: at }));
  return totpCode(secret, at);
}

/** The last time step whose code was given; undefined when none was. */
export function lastTotpStep(secret: string): number | undefined {
  return lastSteps.get(readTotp(secret).secret.hex);
}

/** Notes that the code of a time step was given, such as by an earlier process of the run. */
export function noteTotpStep(secret: string, step: number): void {
  const { hex } = readTotp(secret).secret;
  lastSteps.set(hex, Math.max(step, lastSteps.get(hex) ?? step));
}

/** When the next code is valid that was not given yet, in milliseconds since the epoch; at most one time step away. */
export function nextFreshTotp(secret: string, at = now()): number {
  const totp = readTotp(secret);
  const current = totp.counter({ timestamp: at });
  const isUsed = current <= (lastSteps.get(totp.secret.hex) ?? -1);
  return isUsed ? (current + 1) * totp.period * 1000 : at;
}

// Number of time steps on each side within which a server might still accept a code. RFC 6238 recommends one.
const tolerance = 20;

/** A code of the right form that is invalid at that time, and for 20 time steps before and after. */
export function wrongCode(secret: string, at = now()): string {
  const totp = readTotp(secret);
  const valid = new Set<string>();
  for (let step = -tolerance; step <= tolerance; step += 1) {
    valid.add(totp.generate({ timestamp: Math.max(0, at + step * totp.period * 1000) }));
  }
  let code = 0;
  const text = (): string => String(code).padStart(totp.digits, '0');
  while (valid.has(text())) code += 1;
  return text();
}

/** Reads a base32 secret or an `otpauth://totp/…` address. The error does not quote it. */
function readTotp(secret: string): TOTP {
  const remedy =
    'Return totpSecret as base32 (JBSWY3DP…) or as the otpauth://totp/… address of the QR code.';
  try {
    if (!secret.startsWith('otpauth:')) {
      const key = Secret.fromBase32(secret.replace(/[\s-]/g, ''));
      if (key.bytes.length === 0) throw new Error('empty');
      return new TOTP({ secret: key });
    }
    const parsed = URI.parse(secret);
    if (parsed instanceof TOTP) return parsed;
  } catch {
    throw new UsageError('a TOTP secret is not valid', remedy);
  }
  throw new UsageError('a second factor is not of the kind TOTP', remedy);
}
