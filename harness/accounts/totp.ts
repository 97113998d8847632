import { setTimeout as sleep } from 'node:timers/promises';
import { Secret, TOTP, URI } from 'otpauth';
import { UsageError } from '../domain/errors.ts';

/** Gives the codes of one second factor. */
export type Totp = {
  /** The code that is valid now. */
  next(): string;
  /**
   * As `next`, but waits until the code differs from the last one given, because many servers accept each only once.
   */
  nextFresh(): Promise<string>;
};

/** The code of a second factor at a time (in milliseconds since the epoch; default: now). */
export function totpCode(secret: string, at = Date.now()): string {
  return readTotp(secret).generate({ timestamp: at });
}

/** The clock, which tests replace. Times in milliseconds. */
export type Clock = { now(): number; sleep(duration: number): Promise<unknown> };

/** Creates a generator of codes. Throws a UsageError for an invalid secret. */
export function createTotp(secret: string, clock: Clock = { now: Date.now, sleep }): Totp {
  const totp = readTotp(secret);
  const period = totp.period * 1000;
  let lastStep = -1;
  const next = (): string => {
    const timestamp = clock.now();
    lastStep = totp.counter({ timestamp });
    return totp.generate({ timestamp });
  };
  return {
    next,
    nextFresh: async () => {
      // The loop repeats, because a timer may fire a little early.
      while (totp.counter({ timestamp: clock.now() }) === lastStep) {
        await clock.sleep(period - (clock.now() % period));
      }
      return next();
    },
  };
}

// Number of time steps on each side within which a server might still accept a code. RFC 6238 recommends one.
const tolerance = 20;

/** A code of the right form that is invalid at that time, and for 20 time steps before and after. */
export function wrongCode(secret: string, at = Date.now()): string {
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
