import { decodeQR } from 'qr/decode.js';

/** A picture as a canvas gives it: four bytes a pixel (RGBA), row by row. */
export type Frame = { data: Uint8Array | Uint8ClampedArray; width: number; height: number };

/** Milliseconds spent on a frame that is hard to read. */
const TIME_LIMIT = 200;

/** The text of the QR code in a picture, which for a canary token is in upper case; else null. */
export const readFrame = ({ data, width, height }: Frame): string | null => {
  try {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return decodeQR({ data: bytes, width, height }, { format: 'RGBA', timeLimit: TIME_LIMIT });
  } catch {
    // The decoder throws where it finds no code.
    return null;
  }
};
