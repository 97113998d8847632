import fc from 'fast-check';
import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../domain/errors.ts';
import {
  lastTotpStep,
  nextFreshTotp,
  noteTotpStep,
  totpCode,
  totpFrom,
  wrongCode,
} from './totp.ts';

/** A secret that no other test uses: the last step of each is remembered. */
const newSecret = (): string => new Secret({ size: 20 }).base32;

// RFC 6238, appendix B: the ASCII key "12345678901234567890", SHA-1, eight digits.
const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const eightDigits = `otpauth://totp/Acme:pat?secret=${key}&digits=8`;

describe('totpCode', () => {
  it('gives the codes of RFC 6238', () => {
    expect(totpCode(eightDigits, 59_000)).toBe('94287082');
    expect(totpCode(eightDigits, 1_111_111_109_000)).toBe('07081804');
    expect(totpCode(eightDigits, 20_000_000_000_000)).toBe('65353130');
  });

  it('reads a plain secret as people write it, for six digits', () => {
    expect(totpCode(key, 59_000)).toBe('287082');
    expect(totpCode('gezd gnbv gy3t-qojq GEZD GNBV GY3T QOJQ', 59_000)).toBe('287082');
  });

  it.each([
    '',
    '  ',
    'no base32!',
    'otpauth://totp/x?digits=6',
    `otpauth://hotp/x?secret=${key}&counter=1`,
  ])('refuses %j without repeating it', (secret) => {
    const read = () => totpCode(secret, 0);
    expect(read).toThrow(UsageError);
    expect(read).not.toThrow(/base32!|GEZD/);
  });
});

describe('totpFrom', () => {
  it('gives the current code, after which the next time step is fresh', () => {
    const secret = newSecret();
    expect(nextFreshTotp(secret, 59_990)).toBe(59_990);
    expect(totpFrom(secret, 59_990)).toBe(totpCode(secret, 59_990));
    expect(nextFreshTotp(secret, 59_990)).toBe(60_000);
    expect(nextFreshTotp(secret, 60_000)).toBe(60_000);
  });

  it('knows the secret again however it is written', () => {
    const secret = newSecret();
    totpFrom(`otpauth://totp/Acme:pat?secret=${secret}`, 30_000);
    expect(nextFreshTotp(secret.toLowerCase(), 30_000)).toBe(60_000);
  });

  it('goes on from the last time step that an earlier process gave', () => {
    const secret = newSecret();
    expect(lastTotpStep(secret)).toBeUndefined();
    noteTotpStep(secret, 7);
    expect(lastTotpStep(secret)).toBe(7);
    expect(nextFreshTotp(secret, 7 * 30_000)).toBe(8 * 30_000);
  });
});

describe('wrongCode', () => {
  it('has the right form and is invalid in the time steps around', () => {
    fc.assert(
      fc.property(fc.nat(4_000_000_000), fc.integer({ min: -3, max: 3 }), (second, step) => {
        const at = second * 1000;
        const code = wrongCode(key, at);
        expect(code).toMatch(/^\d{6}$/);
        expect(totpCode(key, Math.max(0, at + step * 30_000))).not.toBe(code);
      }),
    );
  });
});
