/** Ids of EBML elements (RFC 8794, RFC 9559). */
const [SEGMENT, VOID] = [0x18538067, 0xec];
const [TAGS, TAG, TARGETS, SIMPLE_TAG, TAG_NAME, TAG_STRING] = [
  0x1254c367, 0x7373, 0x63c0, 0x67c8, 0x45a3, 0x4487,
];
/** The size of an element that ends where the next one begins, as in a live recording. */
const UNKNOWN = -1;

type Element = { id: number; at: number; sizeAt: number; from: number; size: number };

/**
 * Writes a text into a WebM file as its title, so that a scanner of bytes recognises the file: in
 * space that was left free at its beginning (as Chromium does), else at its end. No other element
 * moves, so that what points to them stays right.
 * @throws Error when the file is no WebM
 */
export const tagContainer = (webm: Uint8Array, text: string): Uint8Array<ArrayBuffer> => {
  const file = Buffer.from(webm);
  const segment = childrenOf(file, 0).find(({ id }) => id === SEGMENT);
  if (!segment) throw new Error('Not a WebM file: it has no segment');
  const tags = element(
    TAGS,
    element(
      TAG,
      element(TARGETS),
      element(
        SIMPLE_TAG,
        element(TAG_NAME, Buffer.from('TITLE')),
        element(TAG_STRING, Buffer.from(text)),
      ),
    ),
  );
  const free = childrenOf(file, segment.from).find(
    ({ id, at, from, size }) =>
      from + size <= file.length &&
      // What is left over must be nothing, or an empty element of its own.
      id === VOID &&
      [0, 2].includes(Math.min(2, from + size - at - tags.length)),
  );
  if (free) {
    const rest = free.from + free.size - free.at - tags.length;
    tags.copy(file, free.at);
    if (rest > 0) voidOf(rest).copy(file, free.at + tags.length);
    return file;
  }
  if (segment.size !== UNKNOWN) {
    const size = sizeOf(segment.size + tags.length, segment.from - segment.sizeAt);
    size.copy(file, segment.sizeAt);
  }
  return Buffer.concat([file, tags]);
};

/** The elements from a place on, up to one of unknown size. */
const childrenOf = (file: Buffer, from: number): Element[] => {
  const elements: Element[] = [];
  for (let at = from; at < file.length - 1;) {
    const found = elementAt(file, at);
    elements.push(found);
    if (found.size === UNKNOWN) break;
    at = found.from + found.size;
  }
  return elements;
};

/** The leading zeros of id and size say how long they are. */
const elementAt = (file: Buffer, at: number): Element => {
  const sizeAt = at + lengthAt(file, at, 4);
  const from = sizeAt + lengthAt(file, sizeAt, 8);
  const most = 2 ** (7 * (from - sizeAt)) - 1;
  let size = (file[sizeAt] ?? 0) & (0xff >> (from - sizeAt));
  for (const byte of file.subarray(sizeAt + 1, from)) size = size * 256 + byte;
  const id = file.readUIntBE(at, sizeAt - at);
  return { id, at, sizeAt, from, size: size === most ? UNKNOWN : size };
};

const lengthAt = (file: Buffer, at: number, longest: number): number => {
  const length = Math.clz32(file[at] ?? 0) - 23;
  if (length > longest || at + length > file.length) throw new Error('Not a WebM file');
  return length;
};

const element = (id: number, ...content: Buffer[]): Buffer => {
  const bytes = Buffer.concat(content);
  const name = Buffer.from(id.toString(16).padStart(2, '0'), 'hex');
  return Buffer.concat([name, sizeOf(bytes.length, bytes.length < 127 ? 1 : 8), bytes]);
};

/** An element to be passed over, of so many bytes altogether. */
const voidOf = (length: number): Buffer => {
  const sizeLength = length < 128 ? 1 : 8;
  const bytes = Buffer.alloc(length);
  bytes[0] = VOID;
  sizeOf(length - 1 - sizeLength, sizeLength).copy(bytes, 1);
  return bytes;
};

/** A size in so many bytes. */
const sizeOf = (size: number, length: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(size) | (1n << BigInt(7 * length)));
  return bytes.subarray(8 - length);
};
