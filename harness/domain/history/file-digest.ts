import { createHash } from 'node:crypto';

/** The running digest of a history file. */
export type FileDigest = {
  /** Takes the next lines of the file, without their line feeds. */
  take(lines: readonly string[]): void;
  /** SHA-256 of all bytes before the last line, in hex: the last line says what it should be. */
  beforeLastLine(): string;
};

/** Begins the digest of a file that is read line by line, several lines at a time. */
export function createFileDigest(): FileDigest {
  const hash = createHash('sha256');
  // The last lines are held back until more come, because the last line of the file is left out.
  let held: readonly string[] = [];
  const add = (lines: readonly string[]): void => {
    if (lines.length > 0) hash.update(`${lines.join('\n')}\n`);
  };
  return {
    take(lines) {
      if (lines.length === 0) return;
      add(held);
      held = lines;
    },
    beforeLastLine() {
      add(held.slice(0, -1));
      return hash.digest('hex');
    },
  };
}
