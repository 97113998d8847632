import { deflateSync } from 'node:zlib';

/** What a PDF is made of: the dictionary or value of each object from 1 on, and the bytes of those that are streams. */
export type PdfObject = string | { dictionary?: string; stream: string | Uint8Array };

/** Each of the letters of a text as a code of its own, as fonts of few letters have them. */
export const codesOf = (text: string): string =>
  [...text].map((letter) => (letter.charCodeAt(0) + 0x100).toString(16).padStart(4, '0')).join('');

/** Tells readers what `codesOf` made. */
const toUnicode = [
  '/CIDInit /ProcSet findresource begin begincmap /CMapName /Few def /CMapType 2 def',
  '1 begincodespacerange <0000> <ffff> endcodespacerange',
  '1 beginbfrange <0120> <017e> <0020> endbfrange',
  'endcmap end end',
].join('\n');

/** A letter of one page. For tests. */
export const pdfOf = (
  /** Operators that show text: in `/F1` as it is written, in `/F2` by `codesOf`. */
  operators: string,
  {
    compress = true,
    catalog = '',
    page = '',
    trailer = '',
    more = [],
    packed = false,
  }: {
    compress?: boolean;
    /** Further entries of the catalog, the page and the trailer. */
    catalog?: string;
    page?: string;
    trailer?: string;
    /** Further objects, from 9 on. */
    more?: readonly PdfObject[];
    /** All but the streams are packed in one (PDF 1.5). */
    packed?: boolean;
  } = {},
): Buffer => {
  const objects: PdfObject[] = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> ${page} >>`,
    { stream: `BT /F1 12 Tf 50 800 Td ${operators} ET` },
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type0 /BaseFont /Few /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Few /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 >>',
    { stream: toUnicode },
    ...more,
  ];
  const written = objects.map((object): Buffer<ArrayBuffer> => {
    if (typeof object === 'string') return Buffer.from(object);
    const bytes = compress ? deflateSync(object.stream) : Buffer.from(object.stream);
    const filter = compress ? '/Filter /FlateDecode' : '';
    return streamOf(`${object.dictionary ?? ''} ${filter}`, bytes);
  });
  const isPacked = objects.map((object) => packed && typeof object === 'string');
  const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: [kind: number, at: number, index: number][] = [[0, 0, 0]];
  const add = (number: number, content: Buffer<ArrayBuffer>) => {
    const at = parts.reduce((sum, { length }) => sum + length, 0);
    places[number] = [1, at, 0];
    parts.push(Buffer.from(`${number} 0 obj\n`), content, Buffer.from('\nendobj\n'));
  };
  for (const [index, content] of written.entries()) if (!isPacked[index]) add(index + 1, content);
  if (packed) {
    const holder = objects.length + 1;
    const inside = [...written.entries()].filter(([index]) => isPacked[index]);
    let offset = 0;
    const head = inside.map(([index, content], order) => {
      places[index + 1] = [2, holder, order];
      const entry = `${index + 1} ${offset}`;
      offset += content.length + 1;
      return entry;
    });
    const first = `${head.join(' ')}\n`;
    const all = [Buffer.from(first), ...inside.flatMap(([, each]) => [each, Buffer.from('\n')])];
    const holding = `/Type /ObjStm /N ${inside.length} /First ${first.length} /Filter /FlateDecode`;
    add(holder, streamOf(holding, deflateSync(Buffer.concat(all))));
  }
  const at = parts.reduce((sum, { length }) => sum + length, 0);
  const count = places.length;
  const entries = `/Root 1 0 R /Size ${count + (packed ? 1 : 0)} ${trailer}`;
  if (packed) {
    places.push([1, at, 0]);
    const table = Buffer.concat(
      places.map(([kind, place, index]) =>
        Buffer.of(kind, place >>> 16, (place >>> 8) & 255, place & 255, index),
      ),
    );
    add(count, streamOf(`/Type /XRef /W [1 3 1] ${entries}`, table));
  } else {
    const table = places.map(([kind, place]) =>
      kind === 0 ? '0000000000 65535 f \n' : `${String(place).padStart(10, '0')} 00000 n \n`,
    );
    parts.push(Buffer.from(`xref\n0 ${count}\n${table.join('')}trailer\n<< ${entries} >>\n`));
  }
  return Buffer.concat([...parts, Buffer.from(`startxref\n${at}\n%%EOF\n`)]);
};

const streamOf = (dictionary: string, bytes: Uint8Array): Buffer<ArrayBuffer> =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
