import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { picture } from './picture.ts';
import { readFrame } from './read-frame.ts';

const text = 'zc3-canary-0123456';

/** The pixels of a PNG as it is written here: grey, without filters. */
function pixelsOf(file: Uint8Array) {
  const bytes = Buffer.from(file);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const width = chunks.get('IHDR')?.readUInt32BE(0) ?? 0;
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const data = new Uint8Array(width * width * 4).fill(255);
  for (let at = 0; at < width * width; at += 1) {
    const y = Math.floor(at / width);
    data.fill(rows[y * (width + 1) + 1 + (at % width)] ?? 0, at * 4, at * 4 + 3);
  }
  return { data, width, height: width };
}

it('shows the text, and has it as its title', () => {
  const file = picture(text);
  expect(readFrame(pixelsOf(file))).toBe(text.toUpperCase());
  expect(Buffer.from(file).toString('latin1')).toContain(`tEXtTitle\0${text}`);
});
