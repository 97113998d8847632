import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../domain/errors.ts';
import { createTotp, totpCode, wrongCode } from './totp.ts';

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

describe('createTotp', () => {
  it('gives the current code, and a fresh one only in another time step', async () => {
    let now = 59_990;
    const clock = {
      now: () => now,
      sleep: async (duration: number) => {
        expect(duration).toBeGreaterThan(0);
        now += duration;
      },
    };
    const totp = createTotp(key, clock);
    expect(await totp.nextFresh()).toBe('287082');
    expect(totp.next()).toBe('287082');
    expect(await totp.nextFresh()).toBe(totpCode(key, 60_000));
    expect(now).toBe(60_000);
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
