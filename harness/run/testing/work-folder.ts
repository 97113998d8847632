import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestHandler } from 'msw';
import { onTestFinished } from 'vitest';
import { createNotes, type Notes } from './notes.ts';
import { onSocket } from './on-socket.ts';

const support = new URL('./describe-notes.ts', import.meta.url).href;
const surfaces = new URL('../../deployment/surfaces/surfaces.ts', import.meta.url).href;

/** The command that performs the update: it creates a file. */
export const updateCommand = ': > updated';

/** A folder with the definition of a running deployment, as a user has it. The end of the test removes both. */
export type WorkFolder = { folder: string; url: string; notes: Notes };

/** Creates an empty folder that the end of the test removes. */
export async function emptyFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'chaperone-test-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Starts a deployment of notes, and writes its definition.
 * @param hostile handlers that answer before those of the notes
 * @param more source text of further fields of the definition, with `list`, `read` and `url` in scope; `url: undefined`
 * leaves the URL out
 */
export async function workFolder(
  options: {
    hostile?: (notes: Notes) => RequestHandler[];
    more?: string;
    release?: (updated: boolean) => string;
  } = {},
): Promise<WorkFolder> {
  const folder = await emptyFolder();
  const releaseOf = options.release ?? ((updated) => (updated ? '2' : '1'));
  const notes = createNotes(() => releaseOf(existsSync(join(folder, 'updated'))));
  const url = await onSocket([...(options.hostile?.(notes) ?? []), ...notes.handlers]);
  await writeDefinition(folder, url, options.more);
  return { folder, url, notes };
}

/** Writes a `chaperone.config.mjs` that describes notes at `url`; see `workFolder`. */
export async function writeDefinition(folder: string, url: string, more = ''): Promise<void> {
  const text = `import { describeNotes } from '${support}';
import { list, read } from '${surfaces}';
const url = '${url}';
const usual = describeNotes(url);
const described = { ...usual, ${more} };
if (described.url === undefined) delete described.url;
export default described;
`;
  await writeFile(join(folder, 'chaperone.config.mjs'), text);
}
