import { encodeQR } from 'qr';

/**
 * The modules of a text's QR code with its quiet zone, row by row: true is black. In upper case,
 * which takes fewer modules: a canary token fits version 1 (29 × 29 with the quiet zone).
 */
export const qrCode = (text: string): boolean[][] =>
  encodeQR(text.toUpperCase(), 'raw', { ecc: 'medium', border: 4 });
