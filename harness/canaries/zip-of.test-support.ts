import { crc32, deflateRawSync } from 'node:zlib';

/** A zip of one file, without a central directory (the scanner reads none). For tests. */
export const zipOf = (
  name: string,
  content: string | Uint8Array,
  how: { stored?: boolean; streamed?: boolean; encrypted?: boolean } = {},
): Buffer => {
  const bytes = Buffer.from(content);
  const packed = how.stored ? bytes : deflateRawSync(bytes);
  const header = Buffer.alloc(30);
  header.writeUInt32BE(0x504b0304, 0);
  header.writeUInt16LE((how.streamed ? 8 : 0) | (how.encrypted ? 1 : 0), 6);
  header.writeUInt16LE(how.stored ? 0 : 8, 8);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc32(bytes), 0);
  sizes.writeUInt32LE(packed.length, 4);
  sizes.writeUInt32LE(bytes.length, 8);
  if (!how.streamed) sizes.copy(header, 14);
  const descriptor = how.streamed ? [Buffer.from('PK\x07\x08', 'latin1'), sizes] : [];
  return Buffer.concat([header, Buffer.from(name), packed, ...descriptor]);
};
