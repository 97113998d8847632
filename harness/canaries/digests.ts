import { hash } from 'node:crypto';

export type DigesterOptions = {
  /** The most digests that are kept; what follows is not looked at. Default: 10,000 (about 12 MB). */
  limit?: number;
};

/** Digests of media, piece by piece. */
export type Digester = {
  write(chunk: Uint8Array): void;
  /** Ends the file: its chunks' digests, 16 hexadecimal digits each, every one once. */
  end(): string[];
};

/** A chunk is at least so long, unless it is the file's last. */
const SHORTEST = 256;
/** A chunk ends here at the latest. */
const LONGEST = 16 * 1024;
/**
 * A chunk ends where these ten bits of the rolling hash are zero: after 1 KiB on average, so that a
 * range of 16 KiB holds three ends, enough to fall into step, but for about two in 100,000 ranges.
 */
const END = 0xffc0_0000;
/** Where two bytes are the same more often than this it is padding, which anybody's file may hold. */
const MOST_SAMENESS = 1 / 4;

/** A random number for each byte value, always the same ones (xorshift32). */
const GEAR = new Int32Array(256);
for (let index = 0, x = 0x9e37_79b9; index < 256; index++) {
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  GEAR[index] = x;
}

/**
 * Cuts a file where its content says (gear hash, as in FastCDC, Xia et al. 2016), so that a part of
 * it, from whatever offset, has chunks in common with the whole. Files of different owners may
 * share chunks too (headers, silence): a digest that has several owners tells nothing.
 */
export const createDigester = ({ limit = 10_000 }: DigesterOptions = {}): Digester => {
  const digests = new Set<string>();
  const chunk = new Uint8Array(LONGEST);
  let [length, rolling] = [0, 0];
  const finish = () => {
    const bytes = chunk.subarray(0, length);
    if (digests.size < limit && sameness(bytes) <= MOST_SAMENESS) {
      digests.add(hash('sha256', bytes, 'hex').slice(0, 16));
    }
    length = 0;
  };
  return {
    write(bytes) {
      for (let from = 0; from < bytes.length && digests.size < limit;) {
        const last = Math.min(bytes.length, from + LONGEST - length);
        const first = from + SHORTEST - length;
        let [at, sum, isEnd] = [from, rolling, false];
        while (at < last && !isEnd) {
          sum = ((sum << 1) + (GEAR[bytes[at++] ?? 0] ?? 0)) | 0;
          isEnd = (sum & END) === 0 && at >= first;
        }
        rolling = sum;
        chunk.set(bytes.subarray(from, at), length);
        length += at - from;
        from = at;
        if (isEnd || length === LONGEST) finish();
      }
    },
    end() {
      if (length > 0) finish();
      return [...digests];
    },
  };
};

/** How likely two bytes of the first 4 KiB are the same. */
const sameness = (bytes: Uint8Array): number => {
  const sample = bytes.subarray(0, 4096);
  const counts = new Uint16Array(256);
  for (let at = 0; at < sample.length; at++) {
    const byte = sample[at] ?? 0;
    counts[byte] = (counts[byte] ?? 0) + 1;
  }
  let same = 0;
  for (let byte = 0; byte < 256; byte++) same += (counts[byte] ?? 0) ** 2;
  return same / sample.length ** 2;
};
