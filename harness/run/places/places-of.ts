import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place, Places } from '../../domain/verdict/place.ts';
import { lineInDefinition } from './line-in-definition.ts';
import { lineInDocument } from './line-in-document.ts';

/** Larger documents are not searched for lines. */
const largest = 20e6;

/**
 * Looks up where a definition describes its surfaces. Those that were imported stand in the documents that it names, else
 * where it imports. Nothing of it is needed for judging: what cannot be read is left out.
 * @param file path of the definition
 */
export async function placesOf(
  file: string,
  surfaces: readonly { id: string; imported: boolean }[],
): Promise<Places> {
  const root = repositoryOf(file);
  const text = await textOf(file);
  const documents = await documentsOf(file, text);
  const placed = surfaces.flatMap(({ id, imported }): [string, Place][] => {
    const own = lineInDefinition(text, id);
    if (own !== null) return [[id, { file: pathIn(root, file), line: own }]];
    if (!imported) return [];
    const place = documents
      .values()
      .map((document) => inDocument(root, document, id))
      .find((found) => found !== null);
    return place === undefined ? [] : [[id, place]];
  });
  return {
    definition: { file: pathIn(root, file), line: 1 },
    surfaces: Object.fromEntries(placed),
  };
}

type Document = { file: string; text: string };

function inDocument(root: string, { file, text }: Document, surface: string): Place | null {
  const line = lineInDocument(text, surface);
  return line === null ? null : { file: pathIn(root, file), line };
}

/** The documents that a definition imports by a name that stands in its text, from its own folder or the current one. */
async function documentsOf(file: string, text: string): Promise<Document[]> {
  const imports =
    /(?:fromOpenApi|fromHar)\(\s*(?:new URL\(\s*)?(['"`])([^'"`\n]+)\1|openApi:\s*(['"`])([^'"`\n]+)\3/g;
  const names = [...text.matchAll(imports)].map(([, , imported, , own]) => imported ?? own ?? '');
  const paths = names
    .filter((name) => !/^https?:/.test(name))
    .flatMap((name) => {
      if (name.startsWith('file:')) return [fileURLToPath(name)];
      return [resolve(dirname(file), name), resolve(name)];
    });
  const documents = await Promise.all(
    [...new Set(paths)].map(async (path) => ({ file: path, text: await textOf(path) })),
  );
  return documents.filter(({ text: content }) => content !== '');
}

async function textOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.length > largest ? '' : text;
}

/** The root of the repository that a file lies in; without one the current folder. */
function repositoryOf(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return process.cwd();
  }
}

/** A path for reports: with `/`, and of what lies outside of the root only the name, as nobody else has that folder. */
function pathIn(root: string, file: string): string {
  const path = relative(root, file);
  return path.startsWith('..') || resolve(path) === path
    ? basename(file)
    : path.split(sep).join('/');
}
