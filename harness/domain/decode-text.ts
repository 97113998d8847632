/**
 * Decodes the text of a file that somebody else wrote: UTF-8, or UTF-16 where a byte order mark says so, as editors and
 * proxies on Windows write it. The mark is left out. Bytes that are no text become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
