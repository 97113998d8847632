import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import type { Transform } from 'node:stream';

/** Takes an encoded body in chunks, and hands the decoded chunks to `onChunk`. */
export type Decoder = {
  /** Returns false when the sender should pause until `onDrain` is called. */
  write(chunk: Buffer): boolean;
  end(): void;
  destroy(): void;
};

type Pausable = { pause(): void; resume(): void };

export type DecoderEvents = {
  onChunk(chunk: Buffer): void;
  onEnd(): void;
  onError(error: Error): void;
  onDrain(): void;
};

/** The content codings that requests accept and this file decodes (RFC 9110, 8.4.1). */
export const codings = 'gzip, deflate, br, zstd';

/** Creates the stream that undoes a coding, from the first byte of what was encoded. */
type Opening = (first: number) => Transform;

/**
 * Bytes that are decoded at a time: 128 KiB. With zlib's own 16 KiB, a body that decodes to many megabytes costs several
 * times as much, almost all of it for going to another thread and back; a small body costs the same.
 */
const options = { chunkSize: 128 * 1024 };

// Some servers send raw deflate without the zlib header that the standard demands. The low four bits of the first
// byte are 8 where the header is present (RFC 1950).
const openings = new Map<string, Opening>([
  ['gzip', () => createGunzip(options)],
  ['x-gzip', () => createGunzip(options)],
  ['br', () => createBrotliDecompress(options)],
  ['zstd', () => createZstdDecompress(options)],
  ['deflate', (first) => ((first & 15) === 8 ? createInflate(options) : createInflateRaw(options))],
]);

/** Most codings that are undone of one body. No server has a use for more, and each takes memory. */
const mostCodings = 4;

/**
 * Creates the decoder for a `content-encoding`: a list of codings in the order in which they were applied. Returns null
 * when the body is not encoded, or cannot be decoded (see `undecodable`): then it is scanned as it came. A body without
 * bytes is empty, whatever its encoding.
 */
export function createDecoder(encoding: string | undefined, events: DecoderEvents): Decoder | null {
  if (undecodable(encoding)) return null;
  const known = namesIn(encoding).flatMap((name) => openings.get(name) ?? []);
  const [last, ...before] = known.toReversed();
  return last === undefined ? null : chain([last, ...before], events);
}

/** Whether a body came in a content coding that is unknown here, or in more codings than are undone. */
export function undecodable(encoding: string | undefined): boolean {
  const names = namesIn(encoding);
  return names.length > mostCodings || names.some((name) => !openings.has(name));
}

// Servers say `none`, which no standard knows, to keep proxies from compressing a stream of events (GraphQL Yoga).
const unencoded = new Set(['', 'identity', 'none']);

function namesIn(encoding = ''): string[] {
  return encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => !unencoded.has(name));
}

/** Undoes codings one after the other. The bytes that came before a failure are still handed on. */
function chain(
  [first, second, ...others]: readonly [Opening, ...Opening[]],
  events: DecoderEvents,
): Decoder {
  if (second === undefined) return start(first, events);
  let failure: Error | null = null;
  const inner = chain([second, ...others], {
    onChunk: (chunk) => events.onChunk(chunk),
    onEnd: () => (failure === null ? events.onEnd() : events.onError(failure)),
    onError(error) {
      outer.destroy();
      events.onError(failure ?? error);
    },
    onDrain: () => outer.resume(),
  });
  const outer = start(first, {
    onChunk(chunk) {
      if (!inner.write(chunk)) outer.pause();
    },
    onEnd: () => inner.end(),
    onError(error) {
      failure = error;
      inner.end();
    },
    onDrain: () => events.onDrain(),
  });
  return {
    ...outer,
    destroy() {
      outer.destroy();
      inner.destroy();
    },
  };
}

// The stream is created at the first byte: a decoder that is given none calls that an error, but an answer without a
// body may name an encoding all the same.
function start(open: Opening, events: DecoderEvents): Decoder & Pausable {
  let stream: Transform | null = null;
  const opened = (first: number): Transform =>
    open(first)
      .on('data', (chunk: Buffer) => events.onChunk(chunk))
      .on('end', () => events.onEnd())
      .on('error', (error) => events.onError(error))
      .on('drain', () => events.onDrain());
  return {
    write(chunk) {
      const [first] = chunk;
      if (first === undefined) return true;
      stream ??= opened(first);
      return stream.write(chunk);
    },
    end: () => (stream === null ? events.onEnd() : void stream.end()),
    destroy: () => void stream?.destroy(),
    pause: () => void stream?.pause(),
    resume: () => void stream?.resume(),
  };
}
