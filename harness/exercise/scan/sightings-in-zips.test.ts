import { expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { scanText } from '../../canaries/scanner.ts';
import { writeToken } from '../../canaries/token.ts';
import { zipOf } from '../../canaries/zip-of.test-support.ts';
import { placed } from './sightings.ts';

const text = writeToken({ run: 1, account: 2, field: 3 });

function placesIn(body: Buffer): string[] {
  const found = scanText(body).map(({ encoding, offset: at, file, ...rest }) => {
    if (rest.kind !== 'token') throw new Error('not a token');
    const sign = { kind: rest.kind, token: rest.token };
    return { sign, encoding, at, ...(file === undefined ? {} : { file }) };
  });
  return placed(found, null).map(({ where }) => where);
}

it.each([
  ['visits.csv', 'visits.csv'],
  ['export/visits.csv', 'export/visits.csv'],
  ['a/b/c/d/visits.csv', 'c/d/visits.csv'],
  ['Jane Doe.pdf', '….pdf'],
  ['jane-doe.pdf', '….pdf'],
  ['jane_doe/notes.pdf', '…/notes.pdf'],
  ['visit-4711.mp4', '….mp4'],
  ['8f3a2b1c0d0e4f5a', '…'],
  ['..\\..\\etc\\passwd', '…/etc/passwd'],
  ['<script>\u001b[31m', '…'],
  ['x'.repeat(5000), '…'],
  ['', '…'],
])('names the file of a zip: %j as %s', (name, told) => {
  const before = Buffer.from('before ');
  const body = Buffer.concat([before, zipOf(name, `id,reason\n1,${text}`)]);
  expect(placesIn(body)).toEqual([`${told} in the archive, byte 7`]);
});

it('names the innermost file, and none where there is no zip', () => {
  expect(placesIn(zipOf('all.zip', zipOf('visits.csv', text)))).toEqual([
    'visits.csv in the archive, byte 0',
  ]);
  expect(placesIn(zipOf('visits.gz', gzipSync(text)))).toEqual([
    'visits.gz in the archive, byte 0',
  ]);
  expect(placesIn(gzipSync(text))).toEqual(['byte 0']);
});
