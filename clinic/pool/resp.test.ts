import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCommand, encodeValue, onValues } from './resp.ts';
import type { RespValue } from './resp.ts';

/** What comes out of these pieces, and whether the source was ended. */
function read(pieces: readonly (string | Buffer)[]) {
  const source = new Readable({ read: () => undefined });
  const values: RespValue[] = [];
  onValues(source, (value) => values.push(value));
  for (const piece of pieces) if (!source.destroyed) source.emit('data', Buffer.from(piece));
  return { values, ended: source.destroyed };
}

describe('RESP2', () => {
  it('is written as Redis has it: bulk strings are counted in bytes', () => {
    expect(encodeCommand(['SET', 'naïve', '']).toString()).toBe(
      '*3\r\n$3\r\nSET\r\n$6\r\nnaïve\r\n$0\r\n\r\n',
    );
    const answers = ['OK', 7, null, new Error('ERR no'), Buffer.from('a\r\nb')];
    expect(answers.map((answer) => encodeValue(answer).toString())).toEqual([
      '+OK\r\n',
      ':7\r\n',
      '$-1\r\n',
      '-ERR no\r\n',
      '$4\r\na\r\nb\r\n',
    ]);
  });

  it('is read whatever the pieces that it comes in', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ''));
    const item = fc.oneof(
      line,
      fc.integer(),
      fc.constant(null),
      line.map((text) => new Error(text)),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
    );
    const sent = fc.array(fc.oneof(item, fc.array(item)), { maxLength: 8 });
    fc.assert(
      fc.property(sent, fc.array(fc.nat(20), { minLength: 1 }), (values, lengths) => {
        const bytes = Buffer.concat(values.map(encodeValue));
        const pieces: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const next = at + 1 + (lengths[turn % lengths.length] ?? 0);
          pieces.push(bytes.subarray(at, next));
          at = next;
        }
        expect(read(pieces)).toEqual({ values, ended: false });
      }),
    );
  });

  it('hands nothing on of what is cut off', () => {
    for (const text of [
      '+O',
      '$5\r\nhell',
      '$5\r\nhello',
      '$5\r\nhello\r',
      '*2\r\n+a\r\n',
      ':1\r',
    ]) {
      expect(read([text])).toEqual({ values: [], ended: false });
    }
  });

  it.each([
    ['another protocol', 'GET / HTTP/1.1\r\n'],
    ['a length that is none', '$five\r\nhello\r\n'],
    ['a negative length', '$-2\r\n'],
    ['a bulk string that is longer than it says', '$4\r\nhello\r\n'],
    ['lists in lists', '*1\r\n'.repeat(100_000)],
    ['more than a value may have', Buffer.alloc(17 * 1024 * 1024, '+')],
  ])('ends where there is %s, and keeps what came before', (_, bytes) => {
    expect(read(['+OK\r\n', bytes, '+OK\r\n'])).toEqual({ values: ['OK'], ended: true });
  });
});
