import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRecording } from '../testing/sample-recording.ts';
import { readWebm } from './webm.ts';

describe('readWebm', () => {
  it('finds duration and key frames of what a browser recorded', () => {
    const { duration, keyFrames } = readWebm(sampleRecording);
    expect(duration).toBe(612);
    expect(keyFrames).toHaveLength(3);
  });

  it('bears a file that ends anywhere', () => {
    fc.assert(
      fc.property(fc.nat({ max: sampleRecording.length }), (length) => {
        const { keyFrames } = readWebm(sampleRecording.subarray(0, length));
        for (const { end } of keyFrames) expect(end).toBeLessThanOrEqual(length);
      }),
    );
  });

  it('bears a file with any bytes changed', () => {
    const change = fc.tuple(fc.nat({ max: sampleRecording.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const bytes = Buffer.from(sampleRecording);
        for (const [at, value] of changes) bytes[at] = value;
        for (const { end } of readWebm(bytes).keyFrames) {
          expect(end).toBeLessThanOrEqual(bytes.length);
        }
      }),
    );
  });

  it('finds nothing in what is no WebM file', () => {
    const nothing = { duration: 0, keyFrames: [] };
    expect(readWebm(Buffer.alloc(0))).toEqual(nothing);
    expect(readWebm(Buffer.from('some other file'))).toEqual(nothing);
  });
});
