import fc from 'fast-check';
import type { Target } from './target.ts';

/** Longest input, in bytes. */
export const longest = 256 * 1024;

/** Pieces that trouble readers of many formats. */
const usualWords = ['', '\0', '\r\n', '\n\n', '"', "'", '\\', '{', '}', '[', ']', '<', '>', '&']
  .concat(['%', '%00', '../', '\u{feff}', '\u2028', '\u{1f600}', '__proto__', 'constructor'])
  .concat([
    '-1',
    '1e999',
    '99999999999999999999',
    'null',
    'NaN',
    ',',
    ';',
    ':',
    '=',
    '?',
    '#',
    '@',
  ]);

type Edit = (input: Buffer, whole: readonly Buffer[]) => Buffer;

/** Puts bytes in place of some. `from` is a fraction of the input. */
const replace =
  (
    from: number,
    length: number,
    bytes: (input: Buffer, whole: readonly Buffer[]) => Uint8Array,
  ): Edit =>
  (input, whole) => {
    const at = Math.floor(from * (input.length + 1));
    const put = bytes(input, whole);
    return Buffer.concat([input.subarray(0, at), put, input.subarray(at + length)]).subarray(
      0,
      longest,
    );
  };

/** What opens and closes one level of nesting, where a value or an element stands. */
const levels = [
  ['[', ']'],
  ['{"a":', '}'],
  ['{"items":[{"id":"x","b":', '}]}'],
  ['<div>', '</div>'],
  ['<a href="/b"><b>', '</b></a>'],
] as const;

/** Nests a quoted text after a colon, or whatever else stands there, in many levels. `from` is a fraction of the input. */
const nest =
  (from: number, [open, close]: (typeof levels)[number], count: number): Edit =>
  (input) => {
    const start = Math.floor(from * input.length);
    const at = input.indexOf(open.startsWith('<') ? '>' : ':', start) + 1;
    const end = input[at] === 0x22 ? input.indexOf('"', at + 1) + 1 : at;
    const inner = end > at ? input.subarray(at, end) : Buffer.from('1');
    const most = Math.min(count, Math.floor(longest / 2 / (open.length + close.length)));
    const nested = [times(Buffer.from(open), most), inner, times(Buffer.from(close), most)];
    const rest = input.subarray(Math.max(at, end));
    return Buffer.concat([input.subarray(0, at), ...nested, rest]).subarray(0, longest);
  };

const times = (bytes: Uint8Array, count: number): Buffer => {
  const most = Math.floor(longest / Math.max(1, bytes.length));
  return Buffer.concat(Array<Uint8Array>(Math.min(count, most)).fill(bytes));
};

/** Inputs of a target: what its corpus holds, cut, repeated, spliced and overwritten, and now and then noise. */
export function mutated({
  corpus,
  words = [],
}: Pick<Target, 'corpus' | 'words'>): fc.Arbitrary<Buffer> {
  const whole = corpus.map((input) => Buffer.from(input));
  const from = fc.double({ min: 0, max: 1, noNaN: true });
  const short = fc.integer({ min: 0, max: 12 });
  const word = fc.constantFrom(...usualWords, ...words, ...words).map((text) => Buffer.from(text));
  const many = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 8 }) },
    { weight: 1, arbitrary: fc.constantFrom(64, 201, 1000, 20_000) },
  );
  const edit = fc.oneof<fc.Arbitrary<Edit>[]>(
    fc
      .tuple(from, fc.integer({ min: 0, max: 255 }))
      .map(([at, byte]) => replace(at, 1, () => Buffer.of(byte))),
    fc
      .tuple(from, fc.oneof(short, fc.nat(4096)))
      .map(([at, length]) => replace(at, length, () => Buffer.alloc(0))),
    fc
      .tuple(from, short, word, many)
      .map(([at, over, text, count]) => replace(at, over, () => times(text, count))),
    fc.tuple(from, from, fc.nat(300), many).map(([at, source, length, count]) =>
      replace(at, 0, (input) => {
        const start = Math.floor(source * input.length);
        return times(input.subarray(start, start + length), count);
      }),
    ),
    fc
      .tuple(from, fc.nat(whole.length - 1), from, fc.nat(2000))
      .map(([at, which, source, length]) =>
        replace(at, 0, (_, all) => {
          const other = all[which] ?? Buffer.alloc(0);
          const start = Math.floor(source * other.length);
          return other.subarray(start, start + length);
        }),
      ),
    fc
      .tuple(from, fc.uint8Array({ maxLength: 24 }))
      .map(([at, bytes]) => replace(at, 0, () => bytes)),
    fc
      .tuple(from, fc.string({ unit: 'binary', maxLength: 12 }))
      .map(([at, text]) => replace(at, 0, () => Buffer.from(text))),
    fc
      .tuple(from, fc.constantFrom(...levels), fc.constantFrom(60, 250, 5000, 20_000))
      .map(([at, level, count]) => nest(at, level, count)),
  );
  const base = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom<Buffer>(...whole) },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ maxLength: 400 }).map<Buffer>((bytes) => Buffer.from(bytes)),
    },
    {
      weight: 1,
      arbitrary: fc.array(word, { maxLength: 40 }).map<Buffer>((all) => Buffer.concat(all)),
    },
  );
  return fc
    .tuple(base, fc.array(edit, { maxLength: 6 }))
    .map(([input, edits]) =>
      edits.reduce<Buffer>((before, change) => change(before, whole), input),
    );
}
