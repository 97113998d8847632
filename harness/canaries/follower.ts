import { NotDeflated } from './inflate.ts';
import type { Reader, Sink, Source } from './inflate.ts';
import type { Allowance } from './allowance.ts';

/** Takes bytes and looks at them. */
export type Writer = { write(bytes: Uint8Array): void; end(): void };

/** Reads along with a stream from where something packed begins, until that ends. */
export type Follower = Writer & { readonly isDone: boolean };

/** Says that what is unpacked exceeds its allowance. */
class Enough extends Error {}

/**
 * Follows a member.
 * @param inner takes what is unpacked
 * @param onGap is told when the rest is not looked at
 */
export const follow = (
  unpack: (source: Source, sink: Sink) => Reader,
  inner: Writer,
  allowance: Allowance,
  onGap: (reason: string) => void,
): Follower => {
  const source: Source = { bytes: new Uint8Array(), at: 0 };
  let isDone = false;
  const reader = unpack(source, (bytes) => {
    if (!allowance.spend(bytes.length)) throw new Enough();
    inner.write(bytes);
  });
  const finish = () => {
    if (!isDone) inner.end();
    isDone = true;
  };
  return {
    get isDone() {
      return isDone;
    },
    write(bytes) {
      if (isDone) return;
      source.bytes = bytes;
      source.at = 0;
      try {
        if (reader.next().done) finish();
      } catch (error) {
        if (error instanceof Enough) onGap('more unpacked than is allowed');
        else if (!(error instanceof NotDeflated)) throw error;
        finish();
      }
    },
    end: finish,
  };
};
