import {
  Z_BUF_ERROR,
  Z_OK,
  Z_STREAM_END,
  Z_SYNC_FLUSH,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
  ZStream,
} from 'pako';

/** Bytes that come in pieces: a reader takes them from `at` on and yields when it needs more. */
export type Source = { bytes: Uint8Array; at: number };

/** Takes decoded bytes, which stay as they are only during the call. */
export type Sink = (bytes: Uint8Array) => void;

/** A reader that is resumed whenever its source has new bytes, and returns at its end. */
export type Reader = Generator<undefined, void, void>;

/** What was to be inflated is none: most often something else that begins like it. */
export class NotDeflated extends Error {}
/** Thrown so often, by noise, that to note the stack each time would cost more than to inflate. */
const notDeflated = new NotDeflated('not a deflate stream');

/** Without a header, with a window of 32 KiB. */
const RAW = -15;
/** The most bytes that reach the sink at once. */
const ROOM = 32 * 1024;

/**
 * Inflates a raw deflate stream (RFC 1951) piece by piece, synchronously and in constant memory,
 * which node:zlib offers only for whole buffers. Whatever can be inflated of the bytes so far
 * reaches the sink before more are asked for, and before an error. Bytes after the end are left.
 * @throws NotDeflated at the first impossible bit
 */
export function* inflate(source: Source, sink: Sink): Reader {
  const stream = new ZStream();
  zlibInflateInit2(stream, RAW);
  // Most noise turns out to be noise before it gives anything: there is no room until it is needed.
  stream.output = new Uint8Array(0);
  stream.avail_out = 0;
  for (;;) {
    stream.input = source.bytes;
    stream.next_in = source.at;
    stream.avail_in = source.bytes.length - source.at;
    const status = zlibInflate(stream, Z_SYNC_FLUSH);
    source.at = stream.next_in;
    const isFull = stream.avail_out === 0;
    const inflated = stream.output.subarray(0, stream.next_out);
    if (inflated.length > 0) sink(inflated);
    if (status === Z_STREAM_END) return;
    // Z_BUF_ERROR only says that there was nothing to do yet.
    if (status !== Z_OK && status !== Z_BUF_ERROR) throw notDeflated;
    if (!isFull) yield;
    else if (stream.output.length === 0) stream.output = new Uint8Array(ROOM);
    stream.next_out = 0;
    stream.avail_out = stream.output.length;
  }
}

/** Of what {@link beginsDeflated} tries, so much is inflated. */
const TRIED = new Uint8Array(1024);
let trial: ZStream | undefined;

/**
 * Whether bytes are the beginning of a raw deflate stream that gives at least so many bytes. Takes microseconds, as one
 * stream serves all who ask.
 */
export const beginsDeflated = (bytes: Uint8Array, fewest: number): boolean => {
  if (trial === undefined) zlibInflateInit2((trial = new ZStream()), RAW);
  else zlibInflateReset(trial);
  trial.input = bytes;
  trial.next_in = 0;
  trial.avail_in = bytes.length;
  trial.output = TRIED;
  trial.next_out = 0;
  trial.avail_out = TRIED.length;
  const status = zlibInflate(trial, Z_SYNC_FLUSH);
  const isDeflated = status === Z_OK || status === Z_STREAM_END || status === Z_BUF_ERROR;
  return isDeflated && trial.next_out >= fewest;
};
