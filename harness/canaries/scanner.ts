import { createAllowance } from './allowance.ts';
import { createDictionary } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import { createPdfs } from './pdfs.ts';
import type { Pdf } from './pdfs.ts';
import { createSightings, IN_PDF, INVISIBLE } from './sightings.ts';
import type { Found } from './sightings.ts';
import { createStream } from './stream.ts';
import type { Writer } from './follower.ts';

export type ScannerOptions<Ref = unknown> = {
  /** Ids, credentials and unique values to recognise besides tokens. Default: none. */
  known?: Dictionary<Ref>;
  /** Called at each new sighting. Must not scan with the same dictionary itself. */
  onFound?: (found: Found<Ref>) => void;
};

/** Scans one body, piece by piece, in memory that does not grow with it. */
export type Scanner<Ref = unknown> = {
  write(chunk: Uint8Array): void;
  /** Ends the body; gives all that was found, each thing once an encoding. */
  end(): Found<Ref>[];
  /** All that was found so far. */
  readonly found: readonly Found<Ref>[];
  /**
   * In words, what could not be looked into (encrypted, too much, packed too deep): where there is
   * any, having found nothing says less.
   */
  readonly gaps: readonly string[];
  /**
   * The PDFs that were met, once the body has ended. What they hold is packed in ways that take a reader of PDFs: until
   * `addPdf` gets it, each is a gap.
   */
  pdfs(): readonly Pdf[];
  /** Scans what was taken out of a PDF: its texts and the files in it. It may hold further PDFs. */
  addPdf(pdf: Pdf, content: PdfContent): void;
};

/** What was taken out of a PDF. */
export type PdfContent = {
  texts: readonly string[];
  files: readonly Uint8Array[];
  /** In words, what could not be taken out. */
  gaps: readonly string[];
};

let nothingKnown: Dictionary<never> | undefined;
const withoutKnown = (): Dictionary<never> => (nothingKnown ??= createDictionary<never>());

const scanAll = (stream: Writer, content: Uint8Array): void => {
  stream.write(content);
  stream.end();
};

/** Makes a {@link Scanner} for one body. */
export const createScanner = <Ref = unknown>(options: ScannerOptions<Ref> = {}): Scanner<Ref> => {
  const dictionary = options.known ?? withoutKnown();
  const sightings = createSightings(options.onFound);
  const allowance = createAllowance();
  const pdfs = createPdfs((reason) => void sightings.gaps.add(reason));
  const body = { dictionary, allowance, sightings, pdfs };
  const raw = createStream(body, { depth: 0, path: '', offset: null });
  return {
    write(chunk) {
      allowance.received(chunk.length);
      raw.write(chunk);
    },
    end() {
      raw.end();
      return sightings.found;
    },
    found: sightings.found,
    get gaps() {
      return [...sightings.gaps, ...(pdfs.left().length > 0 ? ['the text of a PDF'] : [])];
    },
    pdfs: pdfs.left,
    addPdf(pdf, { texts, files, gaps }) {
      pdfs.remove(pdf);
      for (const gap of gaps) sightings.gaps.add(gap);
      const layer = { ...pdf, depth: 0, path: pdf.path + IN_PDF };
      const contents = [...texts.map((text) => Buffer.from(text)), ...files];
      for (const content of contents) scanAll(createStream(body, layer), content);
      // Letters that are set apart, and words that go on in the next line. Only a token can be told for sure from what
      // then stands side by side.
      const letters = texts.map((text) => Buffer.from(text.replaceAll(/\s/g, '')));
      const tokens = { ...body, dictionary: withoutKnown() };
      for (const text of letters)
        scanAll(createStream(tokens, { ...layer, path: layer.path + INVISIBLE }), text);
    },
  };
};

/** Scans a whole text (as UTF-8) or body at once. */
export const scanText = <Ref = unknown>(
  text: string | Uint8Array,
  options: ScannerOptions<Ref> = {},
): Found<Ref>[] => {
  const scanner = createScanner(options);
  scanner.write(typeof text === 'string' ? Buffer.from(text) : text);
  return scanner.end();
};
