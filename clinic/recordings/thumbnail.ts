import type { WebmSummary } from './webm.ts';

/**
 * A picture without decoding anything: a VP8 key frame wrapped into a RIFF container is a WebP
 * image. The largest key frame shows the most; the first is often a dark or empty picture.
 * Undefined when the recording has no picture.
 */
export function thumbnail(bytes: Buffer, { keyFrames }: WebmSummary): Buffer | undefined {
  const size = ({ start, end }: { start: number; end: number }): number => end - start;
  const best = keyFrames.toSorted((one, other) => size(other) - size(one))[0];
  return best === undefined ? undefined : webp(bytes.subarray(best.start, best.end));
}

/** The simple lossy WebP format: RIFF, its size, WEBP, and one chunk, padded to an even length. */
function webp(frame: Buffer): Buffer {
  const padding = frame.length % 2;
  const header = Buffer.alloc(20);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(12 + frame.length + padding, 4);
  header.write('WEBPVP8 ', 8, 'latin1');
  header.writeUInt32LE(frame.length, 16);
  return Buffer.concat([header, frame, Buffer.alloc(padding)]);
}
