import type { Writer } from './follower.ts';

/** Where a PDF was met: see `Found`. `path`: what it is packed in, with ` > ` behind each. */
type Place = { path: string; offset: number; file?: string };

/** A PDF that was met in a body. Its text can be taken out only when all of it is there. */
export type Pdf = Place & { bytes: Buffer };

/** Bytes of PDFs in one body that are collected. */
const MOST_COLLECTED = 32 * 1024 * 1024;

/** Collects the PDFs of one body, wherever they lie in it. */
export const createPdfs = (onGap: (reason: string) => void) => {
  const met: Pdf[] = [];
  let room = MOST_COLLECTED;
  return {
    /** Those whose text was not taken out yet. */
    left: (): readonly Pdf[] => met,
    remove: (pdf: Pdf): void => void met.splice(met.indexOf(pdf), 1),
    /** Collects what follows from where a PDF begins: that one, and others behind it. */
    collect(place: Place): Writer {
      const chunks: Buffer[] = [];
      return {
        write(bytes) {
          if (bytes.length > room) onGap('more than 32 MiB of PDF');
          if (room <= 0) return;
          chunks.push(Buffer.from(bytes.subarray(0, room)));
          room -= bytes.length;
        },
        end() {
          for (const bytes of apart(Buffer.concat(chunks))) {
            if (hasObjects(bytes)) met.push({ ...place, bytes });
          }
        },
      };
    },
  };
};

/** What was met with one in a text that only tells of PDFs has no objects: it shows nothing that does not stand there plainly. */
const hasObjects = (bytes: Buffer): boolean =>
  /\d[\s\0]+\d+[\s\0]+obj\b/.test(bytes.toString('latin1'));

/** One that follows another is a file of its own, unless the other holds it: then it is a stream. */
const apart = (bytes: Buffer): Buffer[] => {
  const starts = [0];
  for (let at = bytes.indexOf('%PDF-', 1); at > 0; at = bytes.indexOf('%PDF-', at + 1)) {
    const before = bytes.toString('latin1', Math.max(0, at - 8), at);
    if (isPdfAt(bytes, at) && !/stream\r?\n$/.test(before)) starts.push(at);
  }
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1]));
};

/** ISO 32000-2, 7.5.2: `%PDF-` and a version. A digit stands where it says `0`. */
const HEADER = '%PDF-0.0';

/** Whether a PDF begins at a place. */
export const isPdfAt = (bytes: Uint8Array, at: number): boolean =>
  [...HEADER].every((letter, index) => {
    const byte = bytes[at + index] ?? 0;
    return letter === '0' ? byte >= 0x30 && byte <= 0x39 : byte === letter.charCodeAt(0);
  });
