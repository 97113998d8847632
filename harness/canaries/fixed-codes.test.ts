import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST, mayHaveFixedCodes } from './fixed-codes.ts';
import { inflate, NotDeflated } from './inflate.ts';
import { scanText } from './scanner.ts';
import { readToken, writeToken } from './token.ts';

const fixed = (text: string | Uint8Array) =>
  deflateRawSync(text, { strategy: constants.Z_FIXED, level: 9 });

/** What pako inflates of bytes; null where they are no deflate stream. */
const inflated = (bytes: Uint8Array): Buffer | null => {
  const parts: Buffer[] = [];
  try {
    inflate({ bytes, at: 0 }, (part) => parts.push(Buffer.from(part))).next();
  } catch (error) {
    if (error instanceof NotDeflated) return null;
    throw error;
  }
  return Buffer.concat(parts);
};

const tokens = fc
  .record({ run: fc.nat(2 ** 28 - 1), account: fc.nat(2 ** 20 - 1), field: fc.nat(2 ** 12 - 1) })
  .map(writeToken);
/** Much that is repeated from near and far, in long and short, and letters of nine bits. */
const texts = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('{"a":1}', 'aaaa', ' lorem ipsum dolor', '\u00e9\u00fc', '""'),
      tokens,
    ),
    { maxLength: 30 },
  )
  .chain((parts) => fc.constantFrom(1, 2, 3, 40, 700).map((times) => parts.join('').repeat(times)));
/** Other blocks may follow, and a stream may be cut. */
const cuts = fc.nat(4000);

describe('fixed codes', () => {
  it('are never refused where pako inflates a text with a marker', () => {
    fc.assert(
      fc.property(texts, tokens, texts, cuts, (before, token, after, cut) => {
        const whole = fixed(before + token + after);
        fc.pre(((whole[0] ?? 0) & 6) === 2);
        const given = whole.subarray(0, Math.max(cut, 40));
        expect(mayHaveFixedCodes(whole)).toBe(true);
        expect(mayHaveFixedCodes(given)).toBe(true);
        expect(readToken(String(inflated(whole)))).not.toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('are refused in noise only where pako gives an error', () => {
    const noise = fc
      .uint8Array({ minLength: 24, maxLength: 300 })
      .map((bytes) => Uint8Array.from(bytes, (byte, at) => (at === 0 ? (byte & ~7) | 3 : byte)));
    fc.assert(
      fc.property(noise, (bytes) => {
        if (!mayHaveFixedCodes(bytes)) expect(inflated(bytes)?.length ?? 0).toBeLessThan(FEWEST);
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['Ωστε ', '', 'aaaaaa', '\ufeff'])(
    'of a text that begins with %j are looked into',
    (first) => {
      const token = { run: 5, account: 6, field: 7 };
      const word = deflateRawSync(first + writeToken(token), { strategy: constants.Z_FIXED });
      expect(scanText(JSON.stringify({ state: word.toString('base64url') }))).toMatchObject([
        { token, encoding: 'base64 > deflate > plain' },
      ]);
    },
  );

  it('are refused in most noise', () => {
    const noises = fc.sample(fc.uint8Array({ minLength: 192, maxLength: 192 }), 1000);
    expect(noises.filter(mayHaveFixedCodes).length).toBeLessThan(300);
  });
});
