import { createAllowance } from './allowance.ts';
import { createDictionary } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import { createSightings } from './sightings.ts';
import type { Found } from './sightings.ts';
import { createStream } from './stream.ts';

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
  /**
   * In words, what could not be looked into (encrypted, too much, packed too deep): where there is
   * any, having found nothing says less.
   */
  readonly gaps: readonly string[];
};

let nothingKnown: Dictionary<never> | undefined;

/** Makes a {@link Scanner} for one body. */
export const createScanner = <Ref = unknown>(options: ScannerOptions<Ref> = {}): Scanner<Ref> => {
  const dictionary = options.known ?? (nothingKnown ??= createDictionary<never>());
  const sightings = createSightings(options.onFound);
  const allowance = createAllowance();
  const body = { dictionary, allowance, sightings };
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
    get gaps() {
      return [...sightings.gaps];
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
