import { createDictionary } from '../../canaries/dictionary.ts';
import { createDigester } from '../../canaries/digests.ts';
import { createScanner, scanText } from '../../canaries/scanner.ts';
import type { Found as Scanned } from '../../canaries/sightings.ts';
import type { TokenContent } from '../../domain/sighting.ts';
import type { Inspector } from '../http/deliver.ts';
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
  /** Those of media that redirects on the way carried. Default: none. */
  carried?: readonly string[];
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

/** Recognises what the worker knows in what comes back. */
export type Scanning = {
  inspecting: Inspecting;
  /** Keyed digest of a server-given id: the history holds this in its place. */
  digest(id: string): string;
};

/** Texts remembered, and how long they may be. */
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
  // What is sent, and most headers, are the same again and again; a scan costs more than a look-up.
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
      const digester = digest ? createDigester() : null;
      const scanner = createScanner<KnownSign>({ known: dictionary });
      const inHeaders: Found[] = [];
      return {
        head(headers) {
          // All at once first: next to no answer has a marker in its headers.
          const names = Object.keys(headers).filter((name) => !clockwork.has(name));
          if (lookAgain(names.map((name) => headers[name]).join('\n')).length === 0) return;
          for (const name of names) {
            inHeaders.push(
              ...look(headers[name] ?? '').map((found) => ({ ...found, at: `header ${name}` })),
            );
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
  const sign: Sign =
    found.kind === 'token' ? { kind: 'token', token: found.token } : found.entry.ref;
  return { sign, encoding, at };
}
