import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDigester } from './digests.ts';

const digest = (bytes: Uint8Array, piece = bytes.length, limit?: number): string[] => {
  const digester = createDigester({ limit });
  for (let at = 0; at < bytes.length; at += piece) digester.write(bytes.subarray(at, at + piece));
  return digester.end();
};

/** Noise that a seed gives again. */
const noise = (seed: number, size: number): Buffer => {
  const blocks = Array.from({ length: Math.ceil(size / 64) }, (_, index) =>
    createHash('sha512').update(`${seed} ${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, size);
};
const seeds = fc.integer();

describe('digests', () => {
  it('has a chunk of every range of 16 KiB in common with the whole', () => {
    fc.assert(
      fc.property(seeds, fc.nat(84_000), fc.nat(30_000), (seed, from, more) => {
        const whole = noise(seed, 100_000);
        const part = whole.subarray(from, from + 16_384 + more);
        const known = new Set(digest(whole));
        expect(part.length < 16_384 || digest(part).some((text) => known.has(text))).toBe(true);
      }),
    );
  });

  it('does not depend on how the file arrives', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 9000 }), (seed, piece) => {
        const whole = noise(seed, 40_000);
        expect(digest(whole, piece)).toEqual(digest(whole));
      }),
    );
  });

  it('gives at least one digest of any file that is not nearly constant', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 8, max: 3000 }), (seed, size) => {
        expect(digest(noise(seed, size)).length).toBeGreaterThan(0);
      }),
    );
  });

  it('shares nothing between different files', () => {
    const first = new Set(digest(randomBytes(200_000)));
    expect(digest(randomBytes(200_000)).filter((text) => first.has(text))).toEqual([]);
    expect([...first][0]).toMatch(/^[0-9a-f]{16}$/);
  });

  it('gives none of what is almost constant, and no more than the limit', () => {
    const dotted = Buffer.alloc(50_000);
    for (let at = 0; at < dotted.length; at += 100) dotted[at] = at % 256;
    expect(digest(Buffer.alloc(50_000, 7))).toEqual([]);
    expect(digest(dotted)).toEqual([]);
    expect(digest(noise(1, 100_000), 1000, 5)).toHaveLength(5);
  });
});
