import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { qrCode } from './qr-code.ts';

/** Pixels along one side of a module of the QR code. */
const SCALE = 8;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits a pixel, grey, not interlaced (ISO/IEC 15948). */
const GREY = [8, 0, 0, 0, 0];

/**
 * A PNG that shows a text as a QR code, and has it as its title, so that a scanner of bytes recognises the file. Each
 * pixel is a little lighter or darker by chance: pictures of different texts have no range of bytes in common, by which
 * a copy without its title is recognised.
 */
export const picture = (text: string): Uint8Array<ArrayBuffer> => {
  const modules = qrCode(text);
  const side = modules.length * SCALE;
  const noise = randomBytes(side * side);
  const rows = Array.from({ length: side }, (_, y) => {
    // The first byte of a row is its filter: none.
    const row = Buffer.alloc(1 + side);
    for (let x = 0; x < side; x += 1) {
      const isBlack = modules[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)] === true;
      row[1 + x] = (isBlack ? 0 : 0xf0) + ((noise[y * side + x] ?? 0) & 15);
    }
    return row;
  });
  const header = Buffer.alloc(8);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([header, Buffer.from(GREY)])),
    chunk('tEXt', Buffer.from(`Title\0${text}`, 'latin1')),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const chunk = (type: string, content: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
};
