import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../domain/errors.ts';
import { isSealed, openText, sealText } from './sealed-text.ts';

/**
 * Writes what verifying needs (passwords, open sessions) so that only this user can read it: with mode 0600 in a folder
 * of mode 0700. The file is written completely or not at all, and encrypted if there is a key (CHAPERONE_KEY). Rejects
 * with a UsageError when it cannot be written.
 */
export async function writeSecrets(file: string, secrets: unknown, key?: string): Promise<void> {
  refuseEmpty(key);
  const text = JSON.stringify(secrets);
  const content = key === undefined ? text : JSON.stringify(await sealText(text, key));
  const temporary = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    // An incomplete file is removed, as far as possible.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new UsageError(
      `cannot write the secrets file ${file}: ${reason(error)}`,
      'Make room or give write permission there, then seed again.',
      { cause: error },
    );
  }
}

/** Reads and decrypts a secrets file. The caller must validate the content. Rejects with a UsageError. */
export async function readSecrets(file: string, key?: string): Promise<unknown> {
  refuseEmpty(key);
  const { text: content, open: isOpen } = await readFrom(file);
  const value = parse(file, content);
  if (!isSealed(value)) {
    if (isOpen) {
      throw new UsageError(
        `the secrets file ${file} can be read by others`,
        `Close it with: chmod 600 ${JSON.stringify(file)}. If others use this machine, seed again.`,
      );
    }
    if (key === undefined) return value;
    throw new UsageError(
      `the secrets file ${file} is not encrypted, though CHAPERONE_KEY is set`,
      'Unset CHAPERONE_KEY if it was seeded without one; else somebody has replaced it: seed again.',
    );
  }
  if (value.version !== 1) {
    throw new UsageError(
      `the secrets file ${file} is of version ${String(value.version)}, which this release does not know`,
      'Verify with the release of Chaperone that seeded.',
    );
  }
  if (key === undefined) {
    throw new UsageError(
      `the secrets file ${file} is encrypted, and CHAPERONE_KEY is not set`,
      'Set CHAPERONE_KEY to the passphrase that it was seeded with.',
    );
  }
  const text = await openText(value, key);
  if (text === null) {
    throw new UsageError(
      `the secrets file ${file} does not open: CHAPERONE_KEY is another, or the file was changed`,
      'Set CHAPERONE_KEY to the passphrase that it was seeded with; if it is the same, seed again.',
    );
  }
  return parse(file, text);
}

function refuseEmpty(key: string | undefined): void {
  if (key?.trim() !== '') return;
  throw new UsageError(
    'CHAPERONE_KEY is empty',
    'Set it to a long random passphrase (in CI an undefined secret gives an empty one), or unset it.',
  );
}

/**
 * Reads a file. `open`: other users can read it, which matters only without encryption (artifact stores drop modes).
 */
async function readFrom(file: string): Promise<{ text: string; open: boolean }> {
  try {
    const { mode } = await stat(file);
    const open = process.platform !== 'win32' && (mode & 0o077) !== 0;
    return { text: await readFile(file, 'utf8'), open };
  } catch (error) {
    throw new UsageError(
      `cannot read the secrets file ${file}: ${reason(error)}`,
      'Verify on the machine (and as the user) that seeded, or bring the file over; else seed again.',
      { cause: error },
    );
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error has no cause, because the parser's message quotes the text.
    throw new UsageError(`the secrets file ${file} is not JSON`, 'It is damaged: seed again.');
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is no folder',
  };
  return words[code] ?? (error instanceof Error ? error.message : String(error));
}
