import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readToken, TOKEN_LENGTH, writeToken } from './token.ts';

const bits = (count: number) => fc.integer({ min: 0, max: 2 ** count - 1 });
const tokens = fc.record({ run: bits(28), account: bits(20), field: bits(12) });

describe('canary token', () => {
  it('comes back as it was written, whatever its case and surroundings', () => {
    const words = fc.string({ unit: fc.constantFrom('3', '0', 'a', ' ', 'é') });
    const casing = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toUpperCase(),
      (text: string) => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()),
      (text: string) => text.replaceAll(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase()),
    );
    fc.assert(
      fc.property(tokens, words, words, casing, (token, before, after, inCase) => {
        expect(readToken(before + inCase(writeToken(token)) + after)).toEqual(token);
      }),
    );
  });

  it('is short and of letters and digits only', () => {
    fc.assert(
      fc.property(tokens, (token) => {
        expect(writeToken(token)).toMatch(/^3333[0-9a-z]{16}$/);
        expect(writeToken(token)).toHaveLength(TOKEN_LENGTH);
      }),
    );
  });

  it('is never another token with one character changed', () => {
    const letters = fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyzBZ-');
    fc.assert(
      fc.property(tokens, fc.nat(TOKEN_LENGTH - 1), letters, (token, at, letter) => {
        const text = writeToken(token);
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        const same = changed.toLowerCase() === text;
        expect(readToken(changed)).toEqual(same ? token : null);
      }),
      { numRuns: 2000 },
    );
  });

  it('differs everywhere from its neighbours', () => {
    const texts = Array.from({ length: 100 }, (_, field) =>
      writeToken({ run: 1, account: 1, field }),
    );
    for (let at = 4; at < TOKEN_LENGTH; at++) {
      expect(new Set(texts.map((text) => text[at])).size).toBeGreaterThan(20);
    }
  });

  it('refuses numbers that do not fit', () => {
    expect(() => writeToken({ run: 2 ** 28, account: 0, field: 0 })).toThrow(/run.*28 bits/);
    expect(() => writeToken({ run: 0, account: -1, field: 0 })).toThrow(/account/);
    expect(() => writeToken({ run: 0, account: 0, field: 0.5 })).toThrow(/field/);
  });
});
