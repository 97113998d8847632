import { createHash } from 'node:crypto';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanner, scanText } from './scanner.ts';
import { writeToken } from './token.ts';
import { zipOf } from './zip-of.test-support.ts';

const bits = (count: number) => fc.integer({ min: 0, max: 2 ** count - 1 });
const tokens = fc.record({ run: bits(28), account: bits(20), field: bits(12) });
const casing = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toUpperCase(),
  (text: string) => text.replaceAll(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase()),
);
/** What may stand around a token, threes above all. */
const sides = fc.string({ unit: fc.constantFrom('3', '33', 'a', ' ', '"', '\\', 'é', '%', '=') });

const code = (letter: string) => letter.charCodeAt(0).toString(16).padStart(2, '0');
const eachLetter = (write: (letter: string) => string) => (text: string) =>
  Buffer.from(text.replaceAll(/[0-9a-zA-Z]/g, write));
/** Long enough to be told in base64, however well the text packs. */
const state = (text: string) => `{"text":"${text}","by":"somebody","at":"17:20"}`;
const split = (by: string) => (text: string) =>
  Buffer.from(text.replaceAll(/(?<=[0-9a-z])(?=[0-9a-z])/gi, by));
/** Each second pair of letters in tags, as a search for a part of a word highlights it. */
const highlighted = (open: string, close: string) => (text: string) =>
  Buffer.from(text.replaceAll(/([0-9a-z]{2})([0-9a-z]{2})/gi, `${open}$1${close}$2`));
/** Lines end after each third letter. */
const wrapped = (by: string) => (text: string) =>
  Buffer.from(text.replaceAll(/[0-9a-z]{3}(?=[0-9a-z])/gi, `$&${by}`));
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();

const ENCODINGS: Record<string, (text: string) => Uint8Array> = {
  plain: (text) => Buffer.from(text),
  'json-escape': eachLetter((letter) => `\\u00${code(letter)}`),
  'json-escape, upper': eachLetter((letter) => `\\u00${code(letter).toUpperCase()}`),
  'json-escape, twice': eachLetter((letter) => `\\\\u00${code(letter)}`),
  'json-escape, bytes': eachLetter((letter) => `\\x${code(letter)}`),
  percent: eachLetter((letter) => `%${code(letter)}`),
  'percent, twice': eachLetter((letter) => `%25${code(letter).toUpperCase()}`),
  html: eachLetter((letter) => `&#x${code(letter)};`),
  'html, decimal': eachLetter((letter) => `&#${letter.charCodeAt(0)};`),
  hex: (text) => Buffer.from(Buffer.from(text).toString('hex')),
  'hex, upper': (text) => Buffer.from(Buffer.from(text).toString('hex').toUpperCase()),
  'utf-16, little': (text) => Buffer.from(text, 'utf16le'),
  'utf-16, big': swapped,
  base64: (text) => Buffer.from(base64(text)),
  'base64, second': (text) => Buffer.from(base64(`x${text}`)),
  'base64, third': (text) => Buffer.from(base64(`xy${text}`)),
  'base64, url': (text) => Buffer.from(Buffer.from(`é?>${text}`).toString('base64url')),
  gzip: gzipSync,
  deflate: deflateSync,
  'zip > plain': (text) => zipOf('note.txt', text),
  'zip > plain, streamed': (text) => zipOf('note.txt', text, { streamed: true }),
  'plain, stored in a zip': (text) => zipOf('note.txt', text, { stored: true }),
  'plain, in a zip name': (text) => zipOf(text, 'nothing'),
  'base64 > gzip > plain': (text) => Buffer.from(base64(gzipSync(text))),
  'base64 > gzip > plain, in JSON lines': (text) =>
    Buffer.from(JSON.stringify(base64(gzipSync(text)).replaceAll(/(.{20})/g, '$1\r\n'))),
  'base64 > zip > plain': (text) => Buffer.from(base64(zipOf('note.txt', text))),
  'base64 > deflate > plain': (text) =>
    Buffer.from(`"${deflateRawSync(state(text)).toString('base64url')}"`),
  'base64 > deflate > plain, with a header': (text) =>
    Buffer.from(JSON.stringify({ state: deflateSync(state(text)).toString('base64') })),
  'base64 > deflate > plain, in an address': (text) =>
    Buffer.from(`/next?state=${deflateRawSync(state(text)).toString('base64url')}&x=1`),
  'gzip > base64 > deflate > plain': (text) =>
    gzipSync(JSON.stringify([deflateRawSync(state(text)).toString('base64url')])),
  'invisible > plain': split('\u200b'),
  'invisible > plain, joiners': split('\u200d\ufeff'),
  'invisible > plain, soft hyphens': split('\u00ad'),
  'invisible > plain, in JSON': split(String.raw`\u200B`),
  'invisible > plain, in HTML': split('&#8203;'),
  'invisible > plain, broken in HTML': split('<wbr>'),
  'invisible > plain, in an address': split('%E2%80%8B'),
  'invisible > plain, highlighted': highlighted('<em>', '</em>'),
  'invisible > plain, highlighted in JSON': (text) =>
    Buffer.from(
      JSON.stringify({ hit: String(highlighted('<span class="hit">', '</span>')(text)) }),
    ),
  'invisible > plain, highlighted with escapes in JSON': highlighted(
    String.raw`\u003cmark\u003e`,
    String.raw`\u003c/mark\u003e`,
  ),
  'invisible > plain, highlighted as text in HTML': highlighted(
    '&lt;STRONG&gt;',
    '&lt;/STRONG&gt;',
  ),
  'invisible > plain, highlighted in an attribute': (text) =>
    Buffer.from(
      `<i title="${String(highlighted('&lt;span class=&quot;hit&quot;&gt;', '&#60;/span&#62;')(text))}">`,
    ),
  'invisible > plain, highlighted in an address': highlighted('%3Cb%3E', '%3C%2Fb%3E'),
  'invisible > plain, folded in a calendar': wrapped('\r\n '),
  'invisible > plain, folded with a tab': wrapped('\n\t'),
  'invisible > plain, folded in JSON': wrapped(String.raw`\r\n `),
  'invisible > plain, in quoted-printable': wrapped('=\r\n'),
  'invisible > plain, in quoted-printable with line feeds': wrapped('=\n'),
  'invisible > plain, escaped in quoted-printable': (text) =>
    Buffer.from(
      text
        .replaceAll('=', '=3D')
        .replaceAll(/(?<=3333[0-9a-z]{4})[0-9a-z]/gi, (letter) => `=\r\n=${code(letter)}`),
    ),
  'gzip > invisible > plain, folded': (text) => gzipSync(wrapped('\r\n ')(text)),
  'gzip > invisible > plain': (text) => gzipSync(split('\u2060')(text)),
  'zip > base64': (text) => zipOf('note.txt', base64(text)),
  'zip > gzip > zip > hex': (text) =>
    zipOf('a.gz', gzipSync(zipOf('b', Buffer.from(text).toString('hex')))),
};

const expected = (name: string) => {
  const [encoding = ''] = name.split(', ');
  return encoding === 'gzip' || encoding === 'deflate' ? `${encoding} > plain` : encoding;
};

describe('scanner', () => {
  it.each(Object.keys(ENCODINGS))('finds a token in %s, in any case and place', (name) => {
    fc.assert(
      fc.property(tokens, casing, sides, sides, (token, inCase, before, after) => {
        const text = before + inCase(writeToken(token)) + after;
        const found = scanText(ENCODINGS[name]?.(text) ?? '');
        expect(found).toContainEqual(
          expect.objectContaining({ kind: 'token', token, encoding: expected(name) }),
        );
      }),
    );
  });

  it('finds what any cut leaves in two chunks', () => {
    const padding = fc.integer({ min: 0, max: 9000 });
    fc.assert(
      fc.property(
        tokens,
        fc.constantFrom(...Object.keys(ENCODINGS)),
        padding,
        padding,
        fc.nat(),
        (token, name, before, after, at) => {
          const middle = ENCODINGS[name]?.(writeToken(token)) ?? new Uint8Array();
          const body = Buffer.concat([
            Buffer.alloc(before, 'ab {'),
            middle,
            Buffer.alloc(after, ' xy'),
          ]);
          const cut = before + (at % (middle.length + 1));
          const scanner = createScanner();
          scanner.write(body.subarray(0, cut));
          scanner.write(body.subarray(cut));
          expect(scanner.end()).toContainEqual(expect.objectContaining({ token }));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('finds the same in a long body, whole, byte by byte and in pieces', () => {
    const texts = Array.from({ length: 300 }, (_, field) =>
      writeToken({ run: 7, account: 9, field }),
    );
    const names = Object.keys(ENCODINGS);
    const body = Buffer.concat(
      texts.flatMap((text, index) => [
        ENCODINGS[names[index % names.length] ?? '']?.(text) ?? new Uint8Array(),
        Buffer.alloc((index * 97) % 1500, ' lorem ipsum'),
      ]),
    );
    const scanIn = (size: number) => {
      const scanner = createScanner();
      for (let at = 0; at < body.length; at += size) scanner.write(body.subarray(at, at + size));
      return new Set(scanner.end().flatMap((f) => (f.kind === 'token' ? [f.token.field] : [])));
    };
    expect(scanIn(body.length).size).toBe(300);
    expect(scanIn(1).size).toBe(300);
    expect(scanIn(4099).size).toBe(300);
  });

  it('says where: the offset in the body as received', () => {
    const text = writeToken({ run: 1, account: 1, field: 1 });
    const body = Buffer.concat([Buffer.alloc(50_000, '. '), Buffer.from(text), gzipSync(text)]);
    expect(scanText(body)).toMatchObject([
      { encoding: 'plain', offset: 50_000 },
      { encoding: 'gzip > plain', offset: 50_020 },
    ]);
  });

  it('names what it could not look into', () => {
    const gapsOf = (body: Uint8Array) => {
      const scanner = createScanner();
      scanner.write(body);
      scanner.end();
      return scanner.gaps;
    };
    const nested = Array.from({ length: 6 }).reduce<Buffer>(
      (body) => gzipSync(body),
      Buffer.from('x'),
    );
    expect(gapsOf(nested)).toEqual(['packed too deep']);
    expect(gapsOf(gzipSync(Buffer.alloc(64 * 1024 * 1024)))).toEqual([
      'more unpacked than is allowed',
    ]);
    expect(gapsOf(zipOf('a', 'secret', { encrypted: true }))).toEqual(['an encrypted zip member']);
    const crowd = Buffer.concat(Array(10_200).fill(gzipSync('x')));
    expect(gapsOf(crowd)).toEqual(['too many packed things']);
    const many = Array.from({ length: 1200 }, (_, field) =>
      writeToken({ run: 1, account: 1, field }),
    );
    expect(gapsOf(Buffer.from(many.join(' ')))).toEqual(['more than 1000 different sightings']);
  });

  it('tells where a value stands whose letters nothing seen is between, and what is plain only once', () => {
    const [hidden, plain] = [1, 2].map((field) => writeToken({ run: 1, account: 1, field }));
    const filler = 'a\u00ad\u2019b '.repeat(9000);
    const text = `${filler}${plain} ${filler}${split('\u200b')(hidden ?? '').toString()} ${filler}`;
    const found = scanText(text);
    expect(found.map(({ encoding }) => encoding)).toEqual(['plain', 'invisible > plain']);
    const at = Buffer.byteLength(`${filler}${plain} ${filler}`);
    expect(Math.abs((found[1]?.offset ?? 0) - at)).toBeLessThan(20);
  });

  it('sees through eight tags in one place, of 64 characters, and no more', () => {
    const token = writeToken({ run: 1, account: 1, field: 1 });
    const found = (between: string) =>
      scanText(token.slice(0, 9) + between + token.slice(9)).length;
    expect(found('</b><b>'.repeat(4))).toBe(1);
    expect(found(`${'</b><b>'.repeat(4)}<i>`)).toBe(0);
    expect(found(`<b class="${'x'.repeat(50)}">`)).toBe(1);
    expect(found(`<b class="${'x'.repeat(70)}">`)).toBe(0);
    for (const between of ['</td><td>', '</em> <em>', '<br>', '\r\n', '\n  ', '= \r\n', '<b'])
      expect(found(between), between).toBe(0);
  });

  it('takes noise in base64 for noise, without a gap', () => {
    const words = Array.from({ length: 11_000 }, (_, index) =>
      createHash('sha256').update(String(index)).digest('base64url'),
    );
    const scanner = createScanner();
    scanner.write(Buffer.from(JSON.stringify(words)));
    expect(scanner.end()).toEqual([]);
    expect(scanner.gaps).toEqual([]);
  });

  it('sees nothing in noise', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .string({ unit: fc.constantFrom(...'3303zMzMwaAB%u\\#;&x<b>=\r\n '), maxLength: 3000 })
        .map(Buffer.from),
      fc.float().map((number) => Buffer.from(JSON.stringify([number / 3, number / 9]))),
    );
    fc.assert(
      fc.property(noise, (bytes) => {
        expect(scanText(bytes)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
