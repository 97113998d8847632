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

export type DecoderEvents = {
  onChunk(chunk: Buffer): void;
  onEnd(): void;
  onError(error: Error): void;
  onDrain(): void;
};

/** The content codings that requests accept and this file decodes (RFC 9110, 8.4.1). */
export const codings = 'gzip, deflate, br, zstd';

/**
 * Creates the decoder for a `content-encoding`. Returns null when the body is not encoded, or its encoding is unknown:
 * then the body is scanned as it came.
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

// Some servers send raw deflate without the zlib header that the standard demands. The low four bits of the first
// byte are 8 where the header is present (RFC 1950).
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
