import { gzipSync } from 'node:zlib';
import { expect, it, describe } from 'vitest';
import { codesOf, pdfOf } from '../../../canaries/pdf-of.test-support.ts';
import { writeToken } from '../../../canaries/token.ts';
import { zipOf } from '../../../canaries/zip-of.test-support.ts';
import { createInspecting } from '../inspect.ts';

const [token, other] = [2, 3].map((account) => writeToken({ run: 1, account, field: 3 })) as [
  string,
  string,
];
const [first, second] = [token.slice(0, 9), token.slice(9)];

async function inspect(body: Uint8Array, { isPart = false } = {}) {
  const inspection = createInspecting().open({ digest: 'none' });
  for (let at = 0; at < body.length; at += 700)
    inspection.chunk(Buffer.from(body.subarray(at, at + 700)));
  const { found, gaps } = await inspection.finishWithPdfs({ isPart });
  const seen = found.map(({ sign, encoding }) =>
    sign.kind === 'token' ? `a${sign.token.account} ${encoding}` : sign.kind,
  );
  return { seen, gaps };
}

describe('a token in a PDF is seen', () => {
  it.each([
    ['with kerning', pdfOf(`[(for ${first})-20(${second})] TJ`), 'pdf > plain'],
    [
      'in hexadecimal',
      pdfOf(`<${Buffer.from(`for ${token}`).toString('hex')}> Tj`),
      'deflate > hex',
    ],
    ['over two lines of its source', pdfOf(`(${first}\\\n${second}) Tj`), 'pdf > plain'],
    ['in codes of the font', pdfOf(`/F2 12 Tf <${codesOf(token)}> Tj`), 'pdf > plain'],
    [
      'letter by letter',
      pdfOf([...token].map((letter) => `(${letter}) Tj 20 0 Td`).join(' ')),
      'pdf > invisible > plain',
    ],
    [
      'over two lines',
      pdfOf(`(for ${first}) Tj 0 -14 Td (${second} today) Tj`),
      'pdf > invisible > plain',
    ],
    [
      'among packed objects',
      pdfOf(`[(${first})-20(${second})] TJ`, { packed: true }),
      'pdf > plain',
    ],
    [
      'without compression',
      pdfOf(`[(${first})-20(${second})] TJ`, { compress: false }),
      'pdf > plain',
    ],
    [
      'in a note beside the text',
      pdfOf('(See note) Tj', {
        page: '/Annots [9 0 R]',
        more: [
          `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents <FEFF${codesOf(token).replaceAll(/01(..)/g, '00$1')}> >>`,
        ],
      }),
      'pdf > plain',
    ],
    [
      'in its title',
      pdfOf('(A letter) Tj', {
        trailer: '/Info 9 0 R',
        more: [`<< /Title (${first}\\\n${second}) >>`],
      }),
      'pdf > plain',
    ],
    [
      'in a file within',
      pdfOf('(A letter) Tj', {
        catalog: '/Names << /EmbeddedFiles << /Names [(a) 9 0 R] >> >>',
        more: [
          '<< /Type /Filespec /F (a) /EF << /F 10 0 R >> >>',
          {
            dictionary: '/Type /EmbeddedFile',
            stream: pdfOf(`[(${first})-20(${second})] TJ`),
          },
        ],
      }),
      'pdf > pdf > plain',
    ],
  ])('%s', async (_, pdf, encoding) => {
    const { seen, gaps } = await inspect(pdf);
    expect(seen.map((one) => one.replace('deflate > pdf', 'pdf > pdf'))).toEqual([
      `a2 ${encoding}`,
    ]);
    expect(gaps).toEqual([]);
  });

  const [one, two] = [first + '-' + second, `${other.slice(0, 6)}-${other.slice(6)}`].map((text) =>
    pdfOf(`[(${text.replace('-', ')-20(')})] TJ`),
  ) as [Buffer, Buffer];

  it.each([
    ['deflated in a zip', zipOf('letter.pdf', one), ['a2 zip > pdf > plain']],
    ['gzipped', gzipSync(one), ['a2 gzip > pdf > plain']],
    ['in base64', Buffer.from(`{"data":"${one.toString('base64')}"}`), ['a2 base64 > pdf > plain']],
    [
      'stored in a zip, one after the other',
      Buffer.concat([
        zipOf('one.pdf', one, { stored: true }),
        zipOf('two.pdf', two, { stored: true }),
      ]),
      ['a2 pdf > plain', 'a3 pdf > plain'],
    ],
  ])('%s', async (_, body, seen) => {
    expect(await inspect(body)).toEqual({ seen, gaps: [] });
  });
});

describe('a PDF that cannot be read', () => {
  const pdf = pdfOf(`[(${first})-20(${second})] TJ`);
  const hidden = '11'.repeat(32);
  const id = `<${'22'.repeat(16)}>`;

  it.each([
    [
      'is encrypted',
      'an encrypted PDF',
      pdfOf('(x) Tj', {
        trailer: `/Encrypt 9 0 R /ID [${id} ${id}]`,
        more: [`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${hidden}> /U <${hidden}> >>`],
      }),
    ],
    ['is cut off', 'a PDF that is broken', pdf.subarray(0, pdf.length / 2)],
    [
      'has a font that is not known here',
      'a font or filter of a PDF',
      pdfOf('/F3 9 Tf <8140> Tj', {
        page: '/Resources << /Font << /F3 9 0 R >> >>',
        more: [
          '<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [10 0 R] >>',
          '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>',
        ],
      }),
    ],
  ])('is a gap: it %s', async (_, gap, body) => {
    expect((await inspect(body)).gaps).toEqual([gap]);
    expect((await inspect(zipOf('a.pdf', body))).gaps).toEqual([gap]);
    expect((await inspect(body, { isPart: true })).gaps).toEqual([]);
  });

  it('is a gap: it is too large', async () => {
    const large = Buffer.concat([pdf, Buffer.alloc(33 * 1024 * 1024)]);
    const inspection = createInspecting().open({ digest: 'none' });
    inspection.chunk(large);
    const { gaps } = await inspection.finishWithPdfs({ isPart: false });
    expect(gaps).toContain('more than 32 MiB of PDF');
  });

  it('is a gap wherever nobody waits for its text', () => {
    const inspection = createInspecting().open({ digest: 'none' });
    inspection.chunk(pdf);
    expect(inspection.finish()).toMatchObject({ found: [], gaps: ['the text of a PDF'] });
  });
});

it('a text that only tells of PDFs is none', async () => {
  const text = `begins with %PDF-1.7 and objects; %PDF-2.0 is newer. ${token}`;
  expect(await inspect(Buffer.from(text))).toEqual({ seen: ['a2 plain'], gaps: [] });
});

it('says nothing again that stands in a PDF plainly', async () => {
  expect((await inspect(pdfOf(`(${token}) Tj`))).seen).toEqual(['a2 deflate > plain']);
});
