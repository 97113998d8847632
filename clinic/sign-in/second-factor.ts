import { Secret, TOTP } from 'otpauth';

/** A new shared secret for an authenticator app, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

const totp = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: 'Clinic', label, secret: Secret.fromBase32(secret) });

/** What an authenticator app reads. */
export function totpUri(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/**
 * Whether a code is right at a time (milliseconds since the epoch), or was or will be within 30 s of it. A code may be used again while it
 * lasts, so that one person can sign in on two devices at once.
 */
export function verifyTotp(secret: string, code: string, at: number): boolean {
  return totp(secret, '').validate({ token: code, window: 1, timestamp: at }) !== null;
}
