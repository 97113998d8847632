import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { compareText } from '../../domain/in-order.ts';
import { UsageError } from '../../domain/errors.ts';
import type { SignedFile } from '../../signing/statement.ts';

/** The file that a sign-off is written into, in the run's folder. */
export const signOffName = 'sign-off.dsse.json';

/** What lies in a run's folder and is not signed: sign-offs, what runners printed, and files half written. */
const unsigned = /^logs\/|(^|\/)[^/]*\.dsse\.json$|\.tmp$/;

/** The files of a run that a sign-off covers, with their digests, sorted by name. */
export async function filesOfRun(folder: string): Promise<SignedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: SignedFile[] = [];
  for (const entry of entries.filter((one) => !one.isDirectory())) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (unsigned.test(name)) continue;
    if (!entry.isFile())
      throw new UsageError(
        `${path} is no file but a link or a device, and its content could change after it was signed.`,
        'Put the file itself in its place, or take it out of the run\u2019s folder.',
      );
    found.push({ name, sha256: await digestOf(path) });
  }
  return found.sort((a, b) => compareText(a.name, b.name));
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** How the files of a run differ from those that were signed, by name. */
export type FileDifferences = {
  changed: readonly string[];
  missing: readonly string[];
  /** Not signed, as they came later. */
  added: readonly string[];
};

/** Compares files that are there with those that were signed. */
export function differencesOf(
  signed: readonly SignedFile[],
  there: readonly SignedFile[],
): FileDifferences {
  const digests = new Map(there.map(({ name, sha256 }) => [name, sha256]));
  const names = new Set(signed.map(({ name }) => name));
  return {
    changed: signed
      .filter(({ name, sha256 }) => (digests.get(name) ?? sha256) !== sha256)
      .map(({ name }) => name),
    missing: signed.filter(({ name }) => !digests.has(name)).map(({ name }) => name),
    added: there.filter(({ name }) => !names.has(name)).map(({ name }) => name),
  };
}
