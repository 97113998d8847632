import type { Readable } from 'node:stream';

/** What RESP2, the protocol of Redis, carries: a simple string (text), an integer, a bulk string (bytes), an error reply and null. */
type RespItem = string | number | Buffer | Error | null;

/** One of these, or a list of them: lists in lists are in no command, and in no answer to what the clinic asks. */
export type RespValue = RespItem | RespItem[];

/** Most bytes of a value: whoever sends more is not listened to any further. */
const mostBytes = 16 * 1024 * 1024;

/** A value as it is sent. */
export function encodeValue(value: RespValue): Buffer {
  if (value === null) return Buffer.from('$-1\r\n');
  if (typeof value === 'string') return Buffer.from(`+${value}\r\n`);
  if (typeof value === 'number') return Buffer.from(`:${value}\r\n`);
  if (value instanceof Error) return Buffer.from(`-${value.message}\r\n`);
  if (Array.isArray(value)) {
    return Buffer.concat([Buffer.from(`*${value.length}\r\n`), ...value.map(encodeValue)]);
  }
  // Bytes are counted, not characters: a name may have letters of two.
  return Buffer.concat([Buffer.from(`$${value.length}\r\n`), value, Buffer.from('\r\n')]);
}

/** A command as it is sent: a list of bulk strings. */
export function encodeCommand(words: readonly string[]): Buffer {
  return encodeValue(words.map((word) => Buffer.from(word)));
}

/** Hands on what a socket gives, value by value, into however many pieces it was cut. Ends it at what is no RESP. */
export function onValues(source: Readable, take: (value: RespValue) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  source.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const found = readValue(rest, 0);
      if (found === 'incomplete' && rest.length <= mostBytes) return;
      if (found === 'incomplete' || found === 'malformed') {
        source.destroy();
        return;
      }
      rest = rest.subarray(found.end);
      take(found.value);
    }
  });
}

/** A value, and where the next begins. */
type Found = { value: RespValue; end: number } | 'incomplete' | 'malformed';

function readValue(bytes: Buffer, start: number): Found {
  const lineEnd = bytes.indexOf('\r\n', start);
  if (lineEnd === -1) return 'incomplete';
  const text = bytes.toString('utf8', start + 1, lineEnd);
  const end = lineEnd + 2;
  const kind = bytes.toString('latin1', start, start + 1);
  if (kind === '+') return { value: text, end };
  if (kind === '-') return { value: new Error(text), end };
  if (!/^-?\d{1,15}$/.test(text)) return 'malformed';
  const number = Number(text);
  if (kind === ':') return { value: number, end };
  if (kind !== '$' && kind !== '*') return 'malformed';
  if (number === -1) return { value: null, end };
  if (number < 0) return 'malformed';
  return kind === '$' ? readBulk(bytes, end, number) : readList(bytes, end, number);
}

function readBulk(bytes: Buffer, start: number, length: number): Found {
  const end = start + length;
  if (bytes.length < end + 2) return 'incomplete';
  if (bytes.toString('latin1', end, end + 2) !== '\r\n') return 'malformed';
  // A copy: else whoever keeps a short one kept all that came with it.
  return { value: Buffer.from(bytes.subarray(start, end)), end: end + 2 };
}

function readList(bytes: Buffer, start: number, length: number): Found {
  const value: RespItem[] = [];
  let end = start;
  while (value.length < length) {
    if (bytes.toString('latin1', end, end + 1) === '*') return 'malformed';
    const found = readValue(bytes, end);
    if (typeof found === 'string') return found;
    if (Array.isArray(found.value)) return 'malformed';
    value.push(found.value);
    end = found.end;
  }
  return { value, end };
}
