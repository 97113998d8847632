import { brotliDecompressSync, constants, zstdDecompressSync } from 'node:zlib';
import type { Allowance } from './allowance.ts';
import type { Follower, Writer } from './follower.ts';
import { follow } from './follower.ts';
import { isZlib, skipping } from './members.ts';

/** A compressed body that node:zlib can only unpack whole is kept up to here, in bytes. */
const MOST_KEPT = 16 * 1024 * 1024;

/**
 * Follows a body in its Content-Encoding, where that cannot be told by the body's own first bytes
 * (as gzip and zlib can, in which the scanner needs no help).
 * @param encoding the header's value, such as `br`
 * @returns null when there is nothing to do
 */
export const followContent = (
  encoding: string,
  inner: (name: string) => Writer,
  allowance: Allowance,
  onGap: (reason: string) => void,
): Follower | null => {
  if (encoding === '') return null;
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const needed = names.filter((name) => !['', 'identity', 'gzip', 'x-gzip'].includes(name));
  const name = needed[0];
  if (name === undefined) return null;
  if (names.length === 1 && name === 'deflate') {
    return follow(deflated, inner('deflate'), allowance, onGap);
  }
  if (names.length === 1 && (name === 'br' || name === 'zstd')) {
    return whole(name, inner(name), allowance, onGap);
  }
  onGap(`Content-Encoding ${names.join(', ').slice(0, 40)}`);
  return null;
};

/** The coding `deflate` is zlib (RFC 9110), yet some servers send it raw. */
const deflated: Parameters<typeof follow>[0] = function* (source, sink) {
  while (source.bytes.length === 0) yield;
  const [first = 0, second = 0, third = 0] = source.bytes;
  const magic = ((first << 24) | (second << 16) | (third << 8)) >>> 0;
  // The scanner finds the former by itself.
  if (!isZlib(magic)) yield* skipping(0)(source, sink);
};

const UNPACK = {
  br: (bytes: Buffer, maxOutputLength: number) =>
    brotliDecompressSync(bytes, {
      maxOutputLength,
      finishFlush: constants.BROTLI_OPERATION_FLUSH,
    }),
  zstd: (bytes: Buffer, maxOutputLength: number) =>
    zstdDecompressSync(bytes, { maxOutputLength, finishFlush: constants.ZSTD_e_flush }),
};

const whole = (
  name: keyof typeof UNPACK,
  inner: Writer,
  allowance: Allowance,
  onGap: (reason: string) => void,
): Follower => {
  let parts: Uint8Array[] = [];
  let [length, isDone] = [0, false];
  return {
    get isDone() {
      return isDone;
    },
    write(bytes) {
      length += bytes.length;
      if (length <= MOST_KEPT) parts.push(Uint8Array.from(bytes));
    },
    end() {
      if (isDone || length === 0) return;
      isDone = true;
      if (length > MOST_KEPT) onGap(`a ${name} body of more than ${MOST_KEPT} bytes`);
      try {
        const unpacked = UNPACK[name](Buffer.concat(parts), Math.max(1, allowance.left()));
        allowance.spend(unpacked.length);
        inner.write(unpacked);
      } catch {
        onGap(`a body that is no ${name}, or unpacks to more than is allowed`);
      }
      parts = [];
      inner.end();
    },
  };
};
