import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflate, NotDeflated } from './inflate.ts';
import type { Source } from './inflate.ts';

const inflateIn = (deflated: Uint8Array, size: number): Buffer => {
  const parts: Buffer[] = [];
  const source: Source = { bytes: new Uint8Array(), at: 0 };
  const reader = inflate(source, (bytes) => parts.push(Buffer.from(bytes)));
  reader.next();
  for (let from = 0; from < deflated.length; from += size) {
    source.bytes = deflated.subarray(from, from + size);
    source.at = 0;
    if (reader.next().done) break;
  }
  return Buffer.concat(parts);
};

const texts = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 900 })), {
    maxLength: 40,
  })
  .map((parts) => Buffer.concat(parts.flatMap(([bytes, times]) => Array(times).fill(bytes))));

describe('inflate', () => {
  it('gives back what node:zlib deflated, in pieces of any size and any strategy', () => {
    const options = fc.record({
      level: fc.integer({ min: 0, max: 9 }),
      strategy: fc.constantFrom(
        constants.Z_DEFAULT_STRATEGY,
        constants.Z_FIXED,
        constants.Z_HUFFMAN_ONLY,
      ),
    });
    fc.assert(
      fc.property(texts, options, fc.integer({ min: 1, max: 5000 }), (text, option, size) => {
        expect(inflateIn(deflateRawSync(text, option), size).equals(text)).toBe(true);
      }),
    );
  });

  it('gives what came before a stream breaks off', () => {
    const text = Buffer.from('0123456789'.repeat(50));
    const whole = deflateRawSync(text);
    const part = inflateIn(whole.subarray(0, whole.length - 3), 7);
    expect(part.length).toBeGreaterThan(9);
    expect(text.subarray(0, part.length).equals(part)).toBe(true);
  });

  it('gives what came before an impossible bit', () => {
    const parts: Buffer[] = [];
    const first = deflateRawSync(Buffer.from('before'), { finishFlush: constants.Z_SYNC_FLUSH });
    const bytes = Buffer.concat([first, Buffer.from([0xff, 0xff])]);
    const reader = inflate({ bytes, at: 0 }, (given) => parts.push(Buffer.from(given)));
    expect(() => reader.next()).toThrow(NotDeflated);
    expect(String(Buffer.concat(parts))).toBe('before');
  });

  it('leaves the bytes after the end, in whatever pieces it came', () => {
    const deflated = deflateRawSync(Buffer.from('0123456789'.repeat(50)));
    const source: Source = { bytes: Buffer.concat([deflated, Buffer.alloc(40, 7)]), at: 0 };
    expect(inflate(source, () => {}).next().done).toBe(true);
    expect(source.at).toBe(deflated.length);
  });

  it('unpacks a bomb little by little, and no further than its sink wants', () => {
    const bytes = deflateRawSync(Buffer.alloc(50e6));
    const given: number[] = [];
    const reader = inflate({ bytes, at: 0 }, ({ length }) => {
      given.push(length);
      if (given.length === 3) throw new RangeError('enough');
    });
    expect(() => reader.next()).toThrow(RangeError);
    expect(given).toHaveLength(3);
    expect(Math.max(...given)).toBeLessThanOrEqual(64 * 1024);
  });

  it('refuses noise and ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (noise) => {
        try {
          inflateIn(noise, 100);
        } catch (error) {
          expect(error).toBeInstanceOf(NotDeflated);
        }
      }),
    );
  });
});
