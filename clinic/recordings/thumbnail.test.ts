import { describe, expect, it } from 'vitest';
import { sampleRecording } from '../testing/sample-recording.ts';
import { thumbnail } from './thumbnail.ts';
import { readWebm } from './webm.ts';

describe('thumbnail', () => {
  it('is a WebP file around a key frame of the recording', () => {
    const picture = thumbnail(sampleRecording, readWebm(sampleRecording)) ?? Buffer.alloc(0);
    expect(picture.toString('latin1', 0, 4)).toBe('RIFF');
    expect(picture.readUInt32LE(4)).toBe(picture.length - 8);
    expect(picture.toString('latin1', 8, 16)).toBe('WEBPVP8 ');
    const length = picture.readUInt32LE(16);
    expect(picture.length).toBe(20 + length + (length % 2));
    const frame = picture.subarray(20);
    expect(frame.toString('hex', 3, 6)).toBe('9d012a');
    expect([frame.readUInt16LE(6), frame.readUInt16LE(8)]).toEqual([32, 24]);
    expect(sampleRecording.includes(frame.subarray(0, length))).toBe(true);
  });

  it('is missing where there is no picture', () => {
    expect(thumbnail(Buffer.alloc(0), { duration: 0, keyFrames: [] })).toBeUndefined();
  });

  it('takes the largest key frame', () => {
    const bytes = Buffer.from('small-and-larger');
    const keyFrames = [
      { start: 0, end: 5 },
      { start: 6, end: 16 },
    ];
    expect(thumbnail(bytes, { duration: 0, keyFrames })?.toString('latin1', 20)).toBe('and-larger');
  });
});
