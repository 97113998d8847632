import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeText } from '../../../domain/decode-text.ts';
import { UsageError } from '../../../domain/errors.ts';
import { fileOf, isAddress, type OpenApiDocument } from './document.ts';
import { fetchDocument } from './fetch-document.ts';
import { largestDocument, parseDocument, tooLarge } from './parse-document.ts';
import { checkDocument } from './check-document.ts';

/** Most files that a document may refer to. */
const mostFiles = 200;

/**
 * Reads an OpenAPI document and the files in its folder that it refers to. References to other places are not followed;
 * `unread` gives the reasons. Rejects with a UsageError when the source cannot be read or is no OpenAPI document.
 */
export async function readDocument(source: string | URL): Promise<OpenApiDocument> {
  const address = typeof source === 'string' ? URL.parse(source) : source;
  if (address !== null && /^https?:$/.test(address.protocol)) {
    return documentOf(await fetchDocument(address), `${address.origin}${address.pathname}`);
  }
  const given = address?.protocol === 'file:' ? fileURLToPath(address) : String(source);
  const root = resolve(given);
  const text = await readText(root).catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `cannot read the OpenAPI document ${given} (${codeOf(error)})`,
      'Correct its path: it is relative to where chaperone is started, or new URL(path, import.meta.url).',
    );
  });
  const document = await documentOf(text, given, root);
  const files = new Map(document.files);
  const unread = new Map<string, string>();
  await readOthers(root, files, unread, text.length);
  return { ...document, files, unread };
}

/** Makes a document from its text, such as one that the deployment served. */
export async function documentOf(
  text: string,
  name: string,
  root = name,
): Promise<OpenApiDocument> {
  const value = parseDocument(text, name);
  const faults = await checkDocument(value, name);
  return { name, root, files: new Map([[root, value]]), unread: new Map(), faults };
}

async function readOthers(
  root: string,
  files: Map<string, unknown>,
  unread: Map<string, string>,
  rootSize: number,
): Promise<void> {
  const folder = await realpath(dirname(root));
  let size = rootSize;
  const open = [root];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const reference of referencesIn(files.get(from))) {
      const [name = ''] = reference.split('#', 1);
      const file = fileOf(name, from);
      if (name === '' || files.has(file) || unread.has(file)) continue;
      const refuse = (why: string) => unread.set(file, why);
      if (isAddress(name)) refuse('leads to another host, which is not asked: bundle the document');
      else if (!(await realpath(file).catch(() => file)).startsWith(folder + sep))
        refuse('leads out of the folder of the document');
      else if (files.size >= mostFiles)
        refuse(`is not read: there are more than ${mostFiles} files`);
      else {
        try {
          const text = await readText(file);
          size += text.length;
          if (size > largestDocument) throw tooLarge(root);
          files.set(file, parseDocument(text, relative(folder, file)));
          open.push(file);
        } catch (error) {
          if (size > largestDocument) throw error;
          refuse(`cannot be read (${error instanceof UsageError ? error.message : codeOf(error)})`);
        }
      }
    }
  }
}

async function readText(file: string): Promise<string> {
  if ((await stat(file)).size > largestDocument) throw tooLarge(file);
  return decodeText(await readFile(file));
}

/** All `$ref`s in a value, without repetition. */
function referencesIn(root: unknown): Set<string> {
  const found = new Set<string>();
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' && typeof inner === 'string') found.add(inner);
      else open.push(inner);
    }
  }
  return found;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
