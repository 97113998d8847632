import { createBase64, decodeBase64 } from './base64.ts';
import { inflate } from './inflate.ts';
import { deflationAt } from './packed-words.ts';
import { isPdfAt } from './pdfs.ts';
import type { Reader, Sink, Source } from './inflate.ts';

/** Something packed that was met in a text, and how to unpack it from where it begins. */
export type Member = {
  name: 'gzip' | 'deflate' | 'zip' | 'base64' | 'base64 > deflate' | 'pdf';
  /** The name of the file in a zip, as the zip says it, at most 200 bytes of it. Only of those. */
  file?: string;
  unpack(source: Source, sink: Sink): Reader;
};

/** gzip, zip and PDF in base64. */
const [H4SI, UESD, JVBE] = [0x48347349, 0x55457344, 0x4a564245];
const PDF = 0x25504446;
/** Bytes of a zip member before its name. */
const ZIP_HEADER = 30;
const MOST_OF_NAME = 200;

/**
 * What begins at a place: a member; null; or, in words, why it cannot be looked into. Stored zip
 * members are none: they can be read as they lie.
 */
export const memberAt = (bytes: Buffer, at: number): Member | string | null => {
  const magic = bytes.readUInt32BE(at);
  if (magic >>> 8 === 0x1f8b08) return { name: 'gzip', unpack: gunzip };
  if (magic === 0x504b0304) return zipMemberAt(bytes, at);
  if (magic === H4SI || magic === UESD) {
    const [, , , flags = 0, , , , , level = 0] = decodedAt(bytes, at);
    // RFC 1952: five flags, and levels 2 and 4; a zip has an even method there, 0 or 8.
    const isLikely = flags < 32 && [0, 2, 4, 8].includes(level);
    return isLikely ? { name: 'base64', unpack: fromBase64 } : null;
  }
  if (magic === JVBE)
    return isPdfAt(decodedAt(bytes, at), 0) ? { name: 'base64', unpack: fromBase64 } : null;
  if (magic === PDF) return isPdfAt(bytes, at) ? { name: 'pdf', unpack: asItIs } : null;
  return isZlib(magic) ? { name: 'deflate', unpack: skipping(2) } : null;
};

/** What is deflated and in base64 from a place on; null where nothing is. It has no sign to know it by: the prefilter finds long words of base64. */
export const deflatedWordAt = (bytes: Buffer, at: number): Member | null => {
  const deflation = deflationAt(bytes, at);
  if (deflation === null) return null;
  const inner = deflation === 'zlib' ? skipping(2) : inflate;
  return { name: 'base64 > deflate', unpack: within(fromBase64, inner) };
};

/** Unpacks what another unpacks first. */
const within = (outer: Member['unpack'], inner: Member['unpack']) =>
  function* (source: Source, sink: Sink): Reader {
    const between: Source = { bytes: new Uint8Array(), at: 0 };
    const reader = inner(between, sink);
    let isDone = false;
    yield* outer(source, (bytes) => {
      between.bytes = bytes;
      between.at = 0;
      isDone ||= reader.next().done === true;
    });
  };

const decodedAt = (bytes: Uint8Array, at: number): Uint8Array => {
  const decoded = new Uint8Array(9);
  return decoded.subarray(0, decodeBase64(bytes, at, decoded));
};

/** RFC 1950: a header that writers use, without a dictionary, and a block that can be. */
const isZlib = (magic: number): boolean =>
  ZLIB_HEADERS.has(magic >>> 16) && ((magic >>> 9) & 3) !== 3;

/** With a window of 32 KiB, and with the small ones of some PDF writers. */
const ZLIB_HEADERS = new Set([0x7801, 0x785e, 0x789c, 0x78da, 0x4889, 0x68de]);

/** Inflates after so many bytes. */
const skipping = (count: number) =>
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
  const from = at + ZIP_HEADER;
  const file = bytes.toString(
    'utf8',
    from,
    from + Math.min(bytes.readUInt16LE(at + 26), MOST_OF_NAME),
  );
  return { name: 'zip', file, unpack: skipping(ZIP_HEADER + names) };
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

function* fromBase64(source: Source, sink: Sink): Reader {
  const decode = createBase64();
  const decoded = new Uint8Array(4096);
  let length = 0;
  for (;;) {
    while (source.at >= source.bytes.length) {
      sink(decoded.subarray(0, length));
      length = 0;
      yield;
    }
    const byte = decode(source.bytes[source.at++] ?? 0);
    if (byte === 'end') return sink(decoded.subarray(0, length));
    if (byte !== 'more') decoded[length++] = byte;
    if (length < decoded.length) continue;
    sink(decoded);
    length = 0;
  }
}

/** It is not packed, and ends with what it lies in. */
function* asItIs(source: Source, sink: Sink): Reader {
  for (;;) {
    sink(source.bytes.subarray(source.at));
    source.at = source.bytes.length;
    yield;
  }
}

function* byteOf(source: Source): Generator<undefined, number, void> {
  while (source.at >= source.bytes.length) yield;
  return source.bytes[source.at++] ?? 0;
}

function* skip(source: Source, count: number): Reader {
  for (let left = count; left > 0;) {
    const step = Math.min(left, source.bytes.length - source.at);
    source.at += step;
    left -= step;
    if (left > 0) yield;
  }
}
