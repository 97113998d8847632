import type { KnownEntry } from './dictionary.ts';
import type { CanaryToken } from './token.ts';

/** Something recognised in a body. */
export type Found<Ref = unknown> = (
  | { kind: 'token'; token: CanaryToken }
  | { kind: 'known'; entry: KnownEntry<Ref> }
) & {
  /**
   * How it was written, from the outside in: `plain`, `json-escape`, `percent`, `html`, `hex`,
   * `utf-16`, `base64`, behind what it was packed in (`gzip`, `deflate`, `zip`, `base64`, `br`,
   * `zstd`): `zip > base64`, `pdf` for the text of one, or `invisible` for what nobody sees between
   * its letters: characters without width, tags that highlight, the folds of a calendar, soft breaks
   * of quoted-printable, spaces and ends of lines in a PDF.
   */
  encoding: string;
  /**
   * Where in the body as it was received, in bytes: near its first character, or where what it is
   * packed in begins.
   */
  offset: number;
  /** The name of the file of a zip that it is packed in, as the zip says it: the innermost one. */
  file?: string;
};

/** In the encoding of what has something between its letters that nobody sees. */
export const INVISIBLE = 'invisible > ';
/** In the encoding of what stands in the text of a PDF. */
export const IN_PDF = 'pdf > ';

/** More different sightings than this in one body are not kept. */
const MOST_FOUND = 1000;

/** What was found in a body, each thing once an encoding, and what could not be looked into. */
export const createSightings = <Ref>(onFound?: (found: Found<Ref>) => void) => {
  const found: Found<Ref>[] = [];
  const gaps = new Set<string>();
  const encodings = new Map<unknown, Set<string>>();
  return {
    found,
    gaps,
    add(sighting: Found<Ref>) {
      const { run, account, field } = sighting.kind === 'token' ? sighting.token : NO_TOKEN;
      const what = sighting.kind === 'token' ? `${run} ${account} ${field}` : sighting.entry;
      const seen = encodings.get(what) ?? new Set();
      // What stands between the letters, or takes a reader of PDFs, says nothing of what can be read as it is.
      const isKnown =
        [INVISIBLE, IN_PDF].some((layer) => sighting.encoding.includes(layer)) && seen.size > 0;
      if (seen.has(sighting.encoding) || isKnown) return;
      if (found.length >= MOST_FOUND) {
        gaps.add(`more than ${MOST_FOUND} different sightings`);
        return;
      }
      encodings.set(what, seen.add(sighting.encoding));
      found.push(sighting);
      onFound?.(sighting);
    },
  };
};

const NO_TOKEN: CanaryToken = { run: 0, account: 0, field: 0 };
