import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDictionary } from './dictionary.ts';
import { scanText } from './scanner.ts';
import type { KnownKind } from './variants.ts';

const scanFor = (kind: KnownKind, value: string, text: string | Uint8Array) => {
  const known = createDictionary<string>();
  expect(known.add({ kind, value, ref: 'it' })).toBe(true);
  return scanText(text, { known }).map((found) =>
    found.kind === 'known' ? `${found.entry.ref} ${found.encoding}` : 'a token',
  );
};

const UUID = '1f0c3b52-7d3e-4a51-9f6e-0b9a5d8c7e41';
const COOKIE = 's:Zm9v/YmFy+k3J.q8R2Lx/7vTzKpW0dYhM4nB+c';

describe('dictionary', () => {
  it.each([
    ['as it is', `{"id":"${UUID}"}`],
    ['in upper case', `urn:uuid:${UUID.toUpperCase()}`],
    ['without dashes', `/api/${UUID.replaceAll('-', '')}/media`],
    ['in a file name', `recording-${UUID}_final.webm`],
    ['after an escaped line break', String.raw`"first\n${UUID}"`],
    ['after an escaped slash', String.raw`"\/api\/${UUID}"`],
  ])('finds a UUID %s', (_, text) => {
    expect(scanFor('id', UUID, text)).toEqual(['it plain']);
  });

  const [head, middle, tail] = [UUID.slice(0, 8), UUID.slice(9, 23), UUID.slice(24)];
  it.each([
    ['highlighted word by word', `<li><em>${head}</em>-${middle}-<em>${tail}</em>`],
    [
      'highlighted in part',
      `"<b class=\\"hit\\">${head}-${middle}-${tail.slice(0, 4)}</b>${tail.slice(4)}"`,
    ],
    ['folded', `URL:/visits/${head}-${middle}-\r\n ${tail}\r\n`],
    ['in quoted-printable', `?id=3D${head}-${middle}-${tail.slice(0, 5)}=\r\n${tail.slice(5)}`],
  ])('finds a UUID that something cuts: %s', (_, text) => {
    expect(scanFor('id', UUID, text)).toEqual(['it invisible > plain']);
  });

  it('finds no UUID in what only elements, lines or sentences bring together', () => {
    const known = createDictionary<string>();
    known.add({ kind: 'id', value: UUID, ref: 'it' });
    for (const between of ['</td><td>', '</li>\n<li>', '\r\n', '\n  ', '<b> ', ' <b>', '<br>'])
      expect(
        scanText(`${head}-${middle}-${tail.slice(0, 5)}${between}${tail.slice(5)}`, { known }),
      ).toEqual([]);
  });

  it('finds a credential behind an equals sign in quoted-printable', () => {
    const session = 'q7Xz0vJ3kLmN8pRtY2wBcD5fGhJ9sTuV';
    expect(scanFor('credential', session, `?session=3D${session}"`)).toEqual(['it plain']);
    const cookie = COOKIE.replaceAll('=', '=3D');
    expect(
      scanFor('credential', COOKIE, `sid=3D${cookie.slice(0, 30)}=\r\n${cookie.slice(30)}`),
    ).toEqual(['it invisible > plain']);
  });

  it.each([
    ['plain', `Set-Cookie: sid=${COOKIE}; Path=/`],
    ['percent', `?sid=${encodeURIComponent(COOKIE)}&x=1`],
    ['percent', `?sid=${encodeURIComponent(encodeURIComponent(COOKIE))}&x=1`],
    ['json-escape', `{"sid":"${COOKIE.replaceAll('/', '\\/')}"}`],
    ['json-escape', `{"sid":"${COOKIE.replaceAll('/', '\\u002F').replaceAll('+', '\\u002b')}"}`],
    ['gzip > plain', gzipSync(`sid=${COOKIE}`)],
  ])('finds a credential with special characters: %s', (encoding, text) => {
    expect(scanFor('credential', COOKIE, text)).toEqual([`it ${encoding}`]);
  });

  it.each([
    ['+447700900123', '"phone":"+447700900123"'],
    ['+447700900123', 'Tel. 07700 900123.'],
    ['+447700900123', '+44 7700 900 123'],
    ['07700900123', '"0044 7700 900123"'],
    ['07700900123', String.raw`"call\n07700 900123"`],
    ['9991234567', 'NHS number: 999 123 4567'],
    ['999 123 4567', '<td>999-123-4567</td>'],
    ['999 123 4567', 'nhs=9991234567'],
    ['1987-03-21', '{"dateOfBirth":"1987-03-21T00:00:00Z"}'],
    ['1987-03-21', 'born 21/03/1987'],
    ['1987-03-21', '19870321'],
  ])('finds the unique value %s in %s', (value, text) => {
    expect(scanFor('unique', value, text)).toEqual(['it plain']);
  });

  it('finds a cookie whose value is percent-encoded, as it is and decoded', () => {
    const cookie = encodeURIComponent(COOKIE);
    expect(scanFor('credential', cookie, `sid=${cookie}`)).toEqual(['it percent']);
    expect(scanFor('credential', cookie, COOKIE)).toEqual(['it plain']);
  });

  it('tells signed values apart by their signature', () => {
    const known = createDictionary<number>();
    const jwt = (signature: string) => `eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJjbGluaWMifQ.${signature}`;
    const signatures = [
      'dBjftJeZ4CVPmB92K27uhbUJU1p1rwW1gFWFOEjXk',
      'q7Xz0vJ3kLmN8pRtY2wBcD5fGhJ9sTuV4xZaEeQr1',
    ];
    for (const [ref, text] of signatures.entries()) {
      known.add({ kind: 'credential', value: jwt(text), ref });
    }
    const found = scanText(`Bearer ${jwt(signatures[1] ?? '')}`, { known });
    expect(found).toMatchObject([{ entry: { kind: 'credential', ref: 1 } }]);
  });

  it('gives every entry that shares a value', () => {
    const known = createDictionary<string>();
    known.add({ kind: 'id', value: UUID, ref: 'patient' });
    known.add({ kind: 'id', value: UUID, ref: 'clinician' });
    expect(scanText(UUID, { known })).toHaveLength(2);
    expect(known.size).toBe(2);
  });

  it('refuses what could be met by chance', () => {
    const known = createDictionary();
    for (const value of [
      '42',
      '0000000000000042',
      'consultation-1234',
      'abc12',
      'a.b-c1d2.e3f4.g5h6.i7',
    ]) {
      expect(known.add({ kind: 'id', value, ref: null }), value).toBe(false);
    }
    expect(known.size).toBe(0);
    expect(scanText('42 0000000000000042 consultation-1234', { known })).toEqual([]);
  });

  it('finds any UUID, cookie or opaque id at any place of a body cut anywhere', () => {
    const opaque = fc.string({
      unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789'),
      minLength: 12,
      maxLength: 300,
    });
    const special = fc.tuple(
      opaque,
      fc.constantFrom('/', '+', '=', ':', '.', '%2F', '%z', '@'),
      opaque,
    );
    const values = fc.oneof(
      fc.uuid(),
      opaque,
      special.map((parts) => parts.join('')),
    );
    const all = fc.uniqueArray(values, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(all, fc.nat(9000), (list, padding) => {
        const known = createDictionary<string>();
        const added = list.filter((value) => known.add({ kind: 'id', value, ref: value }));
        const text = `${'. '.repeat(padding)}${added.join('", "')}${'. '.repeat(9000)}`;
        const refs = scanText(text, { known }).map((f) => (f.kind === 'known' ? f.entry.ref : ''));
        expect(refs.toSorted()).toEqual(added.toSorted());
      }),
    );
  });

  it('sees nothing in the ids of others, however many are known', () => {
    const known = createDictionary();
    for (let index = 0; index < 3000; index++)
      known.add({ kind: 'id', value: randomUUID(), ref: index });
    const others = Array.from({ length: 3000 }, () => randomUUID());
    expect(scanText(JSON.stringify(others), { known })).toEqual([]);
  });
});
