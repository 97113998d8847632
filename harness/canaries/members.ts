import { SEXTETS } from './base64.ts';
import { inflate } from './inflate.ts';
import type { Reader, Sink, Source } from './inflate.ts';

/** Something packed that was met in a text, and how to unpack it from where it begins. */
export type Member = {
  name: 'gzip' | 'deflate' | 'zip' | 'base64';
  unpack(source: Source, sink: Sink): Reader;
};

/** Bytes in which a member must show that it is one. */
const ZIP_HEADER = 30;
const [BACKSLASH, LINE_FEED, RETURN] = [0x5c, 0x0a, 0x0d];
const [LETTER_N, LETTER_R] = [0x6e, 0x72];

/**
 * What begins at a place: a member; null; or, in words, why it cannot be looked into. Stored zip
 * members are none: they can be read as they lie.
 */
export const memberAt = (bytes: Buffer, at: number): Member | string | null => {
  const magic = bytes.readUInt32BE(at);
  if (magic >>> 8 === 0x1f8b08) return { name: 'gzip', unpack: gunzip };
  if (magic === 0x504b0304) return zipMemberAt(bytes, at);
  const letters = bytes.toString('latin1', at, at + 4);
  if (letters === 'H4sI' || letters === 'UEsD') return { name: 'base64', unpack: fromBase64 };
  return isZlib(magic) ? { name: 'deflate', unpack: skipping(2) } : null;
};

/** RFC 1950: deflate by its method and check bits; and no dictionary, and a block that can be. */
export const isZlib = (magic: number): boolean =>
  ((magic >>> 24) & 15) === 8 &&
  (magic >>> 16) % 31 === 0 &&
  ((magic >>> 16) & 0x20) === 0 &&
  ((magic >>> 9) & 3) !== 3;

/** Inflates after so many bytes. */
export const skipping = (count: number) =>
  function* (source: Source, sink: Sink): Reader {
    yield* skip(source, count);
    yield* inflate(source, sink);
  };

const zipMemberAt = (bytes: Buffer, at: number): Member | string | null => {
  const flags = bytes.readUInt16LE(at + 6);
  const method = bytes.readUInt16LE(at + 8);
  if (flags & 1) return 'an encrypted zip member';
  if (method === 0) return null;
  if (method !== 8) return 'a zip member of an uncommon method';
  const names = bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  return { name: 'zip', unpack: skipping(ZIP_HEADER + names) };
};

/** RFC 1952. */
function* gunzip(source: Source, sink: Sink): Reader {
  yield* skip(source, 3);
  const flags = yield* byteOf(source);
  yield* skip(source, 6);
  if (flags & 4) yield* skip(source, (yield* byteOf(source)) + 256 * (yield* byteOf(source)));
  if (flags & 8) while ((yield* byteOf(source)) !== 0);
  if (flags & 16) while ((yield* byteOf(source)) !== 0);
  if (flags & 2) yield* skip(source, 2);
  yield* inflate(source, sink);
}

/** Either alphabet, with line breaks and JSON's escapes in between; ends where base64 ends. */
function* fromBase64(source: Source, sink: Sink): Reader {
  const decoded = new Uint8Array(4096);
  let [length, bits, held, escaped] = [0, 0, 0, false];
  const flush = () => {
    sink(decoded.subarray(0, length));
    length = 0;
  };
  for (;;) {
    while (source.at >= source.bytes.length) {
      flush();
      yield;
    }
    const byte = source.bytes[source.at++] ?? 0;
    const isBreak = escaped && (byte === LETTER_N || byte === LETTER_R);
    escaped = byte === BACKSLASH;
    if (isBreak || escaped || byte === LINE_FEED || byte === RETURN) continue;
    const value = SEXTETS[byte] ?? -1;
    if (value < 0) return flush();
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    decoded[length++] = held >>> bits;
    if (length === decoded.length) flush();
  }
}

function* byteOf(source: Source): Generator<undefined, number, void> {
  while (source.at >= source.bytes.length) yield;
  return source.bytes[source.at++] ?? 0;
}

function* skip(source: Source, count: number): Reader {
  for (let left = count; left > 0; ) {
    const step = Math.min(left, source.bytes.length - source.at);
    source.at += step;
    left -= step;
    if (left > 0) yield;
  }
}
