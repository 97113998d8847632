import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { zipOf } from '../../../../canaries/zip-of.test-support.ts';
import { placed } from '../../../../exercise/scan/sightings.ts';
import { foreign, inspecting, ids, mustNotAccuse, other, own, run, tokensIn } from '../planted.ts';
import { must } from '../target.ts';
import type { Target } from '../target.ts';

const note = `{"id":"${ids[other]}","text":"about ${foreign}"}`;
const inHex = Buffer.from(foreign).toString('hex');
const inBase64 = Buffer.from(note).toString('base64');
const escaped = foreign.replaceAll(/./g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
const percent = foreign.replaceAll(/./g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
const entities = foreign.replaceAll(/./g, (letter) => `&#${letter.charCodeAt(0)};`);

/** The beginning of a WebM file: EBML head, a segment of unknown size, and a title. */
export const webm = Buffer.concat([
  Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104', 'hex'),
  Buffer.from('428581021853806701ffffffffffffff', 'hex'),
  Buffer.from('1254c367', 'hex'),
  Buffer.of(0x80 + 40, 0x73, 0x73, 0x80 + 37, 0x63, 0xc0, 0x80, 0x67, 0xc8, 0x80 + 31),
  Buffer.of(
    0x45,
    0xa3,
    0x85,
    ...Buffer.from('TITLE'),
    0x44,
    0x87,
    0x80 + 20,
    ...Buffer.from(foreign),
  ),
  Buffer.of(0x1f, 0x43, 0xb6, 0x75, 0xff, 0xa3, 0x84, 1, 2, 3, 4),
]);

const packed = [gzipSync(note), deflateSync(note), zipOf('note.txt', note)];
const plain = [note, inHex, inBase64, escaped, percent, entities, `${own} and ${foreign}`];

/** Bodies of any kind, scanned in pieces. */
export const bodies: Target = {
  name: 'bodies',
  corpus: [
    ...plain,
    ...packed,
    ...packed.map((bytes) => bytes.toString('base64')),
    Buffer.from(foreign, 'utf16le'),
    deflateRawSync(note),
    brotliCompressSync(note),
    gzipSync(zipOf('inner.zip', zipOf('note.txt', note))),
    gzipSync(Buffer.alloc(100_000, note)),
    zipOf(foreign, 'nothing', { streamed: true }),
    zipOf('a', note, { stored: true }),
    zipOf('a', note, { encrypted: true }),
    gzipSync(Buffer.alloc(9 * 1024 * 1024)),
    webm,
    `--b\r\ncontent-disposition: form-data; name="f"; filename="${foreign}.txt"\r\n\r\n${note}\r\n--b--`,
  ],
  words: [
    '3333',
    foreign,
    own,
    '\x1f\x8b\x08',
    'PK\x03\x04',
    'H4sI',
    'UEsD',
    'zMz',
    '\\u00',
    '%33',
    '&#51;',
  ],
  read(input) {
    const inspection = inspecting.open({ digest: 'all' });
    inspection.head({ 'content-type': 'text/plain', etag: input.toString('latin1', 0, 300) });
    // Where it is cut depends on the input only.
    const size = 1 + (input.length % 97) * (input.length % 13);
    const cut = Math.min(input.length, 2000);
    for (let at = 0; at < cut; at += size)
      inspection.chunk(input.subarray(at, Math.min(cut, at + size)));
    inspection.chunk(input.subarray(cut));
    const { found, gaps, digests } = inspection.finish();
    mustNotAccuse(found.map(({ sign }) => sign));
    must(digests.length <= 10_000 && found.length <= 2000, 'more was kept than there is room for');
    const places = placed(found, input);
    must(
      places.every(({ where }) => where.length < 100 + 45 * input.length),
      'a place is too long',
    );
    for (const account of tokensIn(input)) {
      const isFound = found.some(
        ({ sign }) =>
          sign.kind === 'token' && sign.token.run === run && sign.token.account === account,
      );
      must(isFound || gaps.length > 0, `the token of a${account} is there, and was not found`);
    }
  },
};
