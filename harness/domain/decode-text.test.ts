import { expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

it.each([
  ['UTF-8', Buffer.from('Zoë')],
  ['UTF-8 with a byte order mark', Buffer.from('\uFEFFZoë')],
  ['UTF-16, little endian', Buffer.from('\uFEFFZoë', 'utf16le')],
  ['UTF-16, big endian', Buffer.from('\uFEFFZoë', 'utf16le').swap16()],
])('reads %s', (_, bytes) => {
  expect(decodeText(bytes)).toBe('Zoë');
});
