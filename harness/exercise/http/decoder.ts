import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import type { Transform } from 'node:stream';

/** Takes the pieces of an encoded body; gives the decoded ones to `onChunk`. */
export type Decoder = {
  /** False when the sender should pause until `onDrain` was called. */
  write(chunk: Buffer): boolean;
  end(): void;
  destroy(): void;
};

export type DecoderEvents = {
  onChunk(chunk: Buffer): void;
  onEnd(): void;
  onError(error: Error): void;
  onDrain(): void;
};

/** Content codings that are asked for and understood (RFC 9110, 8.4.1). */
export const codings = 'gzip, deflate, br, zstd';

/**
 * A decoder for a `content-encoding`; null where the body is not encoded, or by something unknown (such a
 * body is scanned as it came, and the scanner looks into gzip itself).
 */
export function createDecoder(encoding: string | undefined, events: DecoderEvents): Decoder | null {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return start(createGunzip(), events);
    case 'br':
      return start(createBrotliDecompress(), events);
    case 'zstd':
      return start(createZstdDecompress(), events);
    case 'deflate':
      return startDeflate(events);
    default:
      return null;
  }
}

function start(stream: Transform, events: DecoderEvents): Decoder {
  stream.on('data', (chunk: Buffer) => events.onChunk(chunk));
  stream.on('end', () => events.onEnd());
  stream.on('error', (error) => events.onError(error));
  stream.on('drain', () => events.onDrain());
  return {
    write: (chunk) => stream.write(chunk),
    end: () => stream.end(),
    destroy: () => stream.destroy(),
  };
}

// Some servers send raw deflate without the zlib header that the standard demands; the low four bits of the
// first byte tell (RFC 1950: 8 is zlib).
function startDeflate(events: DecoderEvents): Decoder {
  let decoder: Decoder | null = null;
  return {
    write(chunk) {
      decoder ??= start(
        ((chunk[0] ?? 0) & 15) === 8 ? createInflate() : createInflateRaw(),
        events,
      );
      return decoder.write(chunk);
    },
    end: () => (decoder === null ? events.onEnd() : decoder.end()),
    destroy: () => decoder?.destroy(),
  };
}
