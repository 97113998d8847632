import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureBytes, pictureFolder, readPictureName } from '../../domain/attempts/picture.ts';

/** Most bytes of all pictures that a report holds. */
const mostBytes = 1_000_000;

/**
 * Reads pictures of a run, those named first as long as there is room in a report: `data:` addresses by their names. A
 * picture that was removed or changed since it was taken (its name holds its digest) is left out.
 */
export async function readPictures(
  folder: string,
  names: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const pictures = new Map<string, string>();
  let bytes = 0;
  for (const name of new Set(names)) {
    const promised = readPictureName(name);
    if (promised === null) continue;
    const path = join(folder, pictureFolder, name);
    const file = await lstat(path).catch(() => null);
    if (file?.isFile() !== true || file.size > pictureBytes) continue;
    if (bytes + file.size > mostBytes) break;
    const content = await readFile(path);
    const digest = createHash('sha256').update(content).digest('hex');
    if (!digest.startsWith(promised.digest)) continue;
    bytes += content.length;
    pictures.set(name, `data:image/${promised.type};base64,${content.toString('base64')}`);
  }
  return pictures;
}
