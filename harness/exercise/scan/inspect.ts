import { createDictionary } from '../../canaries/dictionary.ts';
import { createDigester } from '../../canaries/digests.ts';
import { createScanner, scanText } from '../../canaries/scanner.ts';
import type { Found as Scanned } from '../../canaries/sightings.ts';
import { isBinary } from '../../domain/surfaces/media-type.ts';
import type { TokenContent } from '../../domain/attempts/sighting.ts';
import type { Gives } from '../../domain/surfaces/surface.ts';
import { undecodable } from '../http/decoder.ts';
import type { Inspector } from '../http/deliver.ts';
import { createKnown } from './known.ts';
import type { Known, KnownSign } from './known.ts';
import { readPdfs } from './pdf/read-pdfs.ts';

/** A token or known value that the scanner recognised. It may still be an echo of what the attempt sent. */
export type Sign = { kind: 'token'; token: TokenContent } | KnownSign;

/** A sign with its place: an offset in the body, in bytes, or a description such as `header etag`. */
export type Found = {
  sign: Sign;
  encoding: string;
  at: number | string;
  /** The file of a zip that it is packed in, as the zip calls it. */
  file?: string;
};

/** A header of an answer, with its place in words. Those that hold only numbers and times are left out. */
export type Header = { name: string; value: string; at: string };

/** The result of an inspection. */
export type Inspected = {
  found: readonly Found[];
  /** The headers, for ids that are too short to be found in any text. Default: none. */
  headers?: readonly Header[];
  digests: readonly string[];
  /** Digests of media in the bodies of redirects on the way. Default: none. */
  carried?: readonly string[];
  /** Descriptions of what could not be scanned. */
  gaps: readonly string[];
};

/** Scans one answer as it arrives. */
export type Inspection = Inspector & {
  /** Ends it. A PDF in it is a gap. */
  finish(): Inspected;
  /**
   * Ends it, and reads the PDFs in it.
   * @param isPart it is a part of an answer only: a PDF that is cut off is no gap
   */
  finishWithPdfs(options: { isPart: boolean }): Promise<Inspected>;
};

/**
 * Of which answers digests are taken, to recognise what holds no token by comparing it with the owner's copy: of `all`, of
 * what is `media` by its type, or of `none`.
 */
export type Digesting = 'all' | 'media' | 'none';

/** What is described as a stream may be text. Elsewhere, media is compared whatever the description says of it. */
export function digestingOf(gives: Gives): Digesting {
  return gives === 'stream' ? 'all' : 'media';
}

/** The scanner, with the values that one worker knows. */
export type Inspecting = {
  known: Known;
  /** `digest`: of which answers digests are taken, too. */
  open(options: { digest: Digesting }): Inspection;
  /** Finds the signs in a text, such as in a request. */
  look(content: string | Uint8Array): readonly Found[];
};

/** The role of a worker that recognises known values in answers. */
export type Scanning = {
  inspecting: Inspecting;
  /** The keyed digest of a server-given id, which the history holds instead of the id. */
  digest(id: string): string;
};

/** Number of short texts whose signs are cached, and the length up to which a text is short. */
const mostLooked = 512;
const shortText = 2048;

/** Headers that change with each answer and hold only numbers and times. */
const clockwork = new Set([
  'date',
  'content-length',
  'age',
  'expires',
  'last-modified',
  'keep-alive',
  'connection',
]);

export function createInspecting(): Inspecting {
  const dictionary = createDictionary<KnownSign>();
  const look = (content: string | Uint8Array): readonly Found[] =>
    scanText(content, { known: dictionary }).map(told);
  // Requests and most headers repeat, and a look-up costs less than a scan.
  const looked = new Map<string, readonly Found[]>();
  let knownThen = 0;
  const lookAgain = (text: string): readonly Found[] => {
    if (looked.size >= mostLooked || dictionary.size !== knownThen) looked.clear();
    knownThen = dictionary.size;
    const before = looked.get(text);
    if (before !== undefined) return before;
    const found = look(text);
    looked.set(text, found);
    return found;
  };
  return {
    known: createKnown(dictionary),
    look: (content) =>
      typeof content === 'string' && content.length < shortText
        ? lookAgain(content)
        : look(content),
    open({ digest }) {
      let digester = digest === 'all' ? createDigester() : null;
      const scanner = createScanner<KnownSign>({ known: dictionary });
      const inHeaders: Found[] = [];
      const heads: Header[] = [];
      let encoding: string | undefined;
      const gaps = new Set<string>();
      const inspected = (): Inspected => ({
        found: [...scanner.found.map(told), ...inHeaders],
        headers: heads,
        digests: digester?.end() ?? [],
        gaps: [...gaps, ...scanner.gaps],
      });
      return {
        head(headers) {
          encoding = headers['content-encoding'];
          if (digest === 'media' && isBinary(headers['content-type'] ?? ''))
            digester ??= createDigester();
          // All headers are scanned together first, because hardly any answer has a sign in its headers.
          const names = Object.keys(headers).filter((name) => !clockwork.has(name));
          for (const name of names)
            heads.push({ name, value: headers[name] ?? '', at: `header ${name}` });
          if (lookAgain(names.map((name) => headers[name]).join('\n')).length === 0) return;
          for (const name of names) {
            inHeaders.push(
              ...look(headers[name] ?? '').map((found) => ({ ...found, at: `header ${name}` })),
            );
          }
        },
        chunk(chunk) {
          if (undecodable(encoding)) gaps.add(`Content-Encoding ${encoding?.slice(0, 40)}`);
          scanner.write(chunk);
          digester?.write(chunk);
        },
        finish() {
          scanner.end();
          return inspected();
        },
        async finishWithPdfs(options) {
          scanner.end();
          await readPdfs(scanner, options);
          return inspected();
        },
      };
    },
  };
}

function told(found: Scanned<KnownSign>): Found {
  const { encoding, offset: at, file } = found;
  const sign: Sign =
    found.kind === 'token' ? { kind: 'token', token: found.token } : found.entry.ref;
  return { sign, encoding, at, ...(file === undefined ? {} : { file }) };
}
