import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../harness/domain/errors.ts';

/** A file by its path within the folder. */
export type FileContent = { path: string; content: string; executable?: boolean };

type Write = (path: string, content: string, options: { mode: number }) => Promise<void>;

const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOTDIR: 'part of the path is a file, not a folder',
};

function cause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return causes[code] ?? error.message;
}

async function writeOne(folder: string, file: FileContent, write: Write): Promise<void> {
  const target = join(folder, file.path);
  const temporary = `${target}.${process.pid}.tmp`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await write(temporary, file.content, { mode: file.executable === true ? 0o755 : 0o644 });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Writes the files in their order, each whole or not at all. After a failure it goes on: a smaller file may
 * still find room. Rejects with what was not written.
 */
export async function writeFiles(
  folder: string,
  files: readonly FileContent[],
  write: Write = writeFile,
): Promise<void> {
  const missing: string[] = [];
  let first: unknown;
  for (const file of files) {
    try {
      await writeOne(folder, file, write);
    } catch (error) {
      first ??= error;
      missing.push(file.path);
    }
  }
  if (missing.length === 0) return;
  throw new UsageError(
    `In ${folder} these were not written, because ${cause(first)}: ${missing.join(', ')}.`,
    'Make room (or allow writing there), then write the reports again with `chaperone judge`.',
    { cause: first },
  );
}
