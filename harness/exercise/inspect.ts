import { createDictionary } from '../canaries/dictionary.ts';
import { createDigester } from '../canaries/digests.ts';
import { createScanner, scanText } from '../canaries/scanner.ts';
import type { Found as Scanned } from '../canaries/sightings.ts';
import type { TokenContent } from '../domain/sighting.ts';
import type { Inspector } from './deliver.ts';
import { createKnown } from './known.ts';
import type { Known, KnownSign } from './known.ts';

/** What was found, before it is told whether it was only an echo. */
export type Sign = { kind: 'token'; token: TokenContent } | KnownSign;

/** A sign with its place: a byte of the body, or in words. */
export type Found = { sign: Sign; encoding: string; at: number | string };

/** What an inspection came to. */
export type Inspected = {
  found: readonly Found[];
  digests: readonly string[];
  /** What could not be looked into, in words. */
  gaps: readonly string[];
};

/** Looks at one answer while it comes. */
export type Inspection = Inspector & { finish(): Inspected };

/** The scanner with what one worker knows. */
export type Inspecting = {
  known: Known;
  /** `digest`: media, which is recognised by ranges of the owner's copy where it has no token. */
  open(options: { digest: boolean }): Inspection;
  /** The signs in a text, e.g. in what was sent. */
  look(content: string | Uint8Array): readonly Found[];
};

export function createInspecting(): Inspecting {
  const dictionary = createDictionary<KnownSign>();
  const look = (content: string | Uint8Array): Found[] => scanText(content, { known: dictionary }).map(told);
  return {
    known: createKnown(dictionary),
    look,
    open({ digest }) {
      const digester = digest ? createDigester() : null;
      const scanner = createScanner<KnownSign>({ known: dictionary });
      const inHeaders: Found[] = [];
      return {
        head(_url, headers) {
          // All at once first: next to no answer has a marker in its headers.
          const names = Object.keys(headers);
          const text = names.map((name) => headers[name]).join('\n');
          if (look(text).length === 0) return;
          for (const name of names) {
            inHeaders.push(...look(headers[name] ?? '').map((found) => ({ ...found, at: `header ${name}` })));
          }
        },
        chunk(chunk) {
          scanner.write(chunk);
          digester?.write(chunk);
        },
        finish: () => ({
          found: [...scanner.end().map(told), ...inHeaders],
          digests: digester?.end() ?? [],
          gaps: scanner.gaps,
        }),
      };
    },
  };
}

function told(found: Scanned<KnownSign>): Found {
  const { encoding, offset: at } = found;
  const sign: Sign = found.kind === 'token' ? { kind: 'token', token: found.token } : found.entry.ref;
  return { sign, encoding, at };
}
