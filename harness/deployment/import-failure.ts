import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { UsageError } from '../domain/errors.ts';

/** The error for a definition that could not be imported: it names the place and the cause, without a stack. */
export async function importFailure(file: string, error: unknown): Promise<UsageError> {
  const place = placeIn(file, stackOf(error)) ?? (await placeOfSyntaxError(file, error)) ?? file;
  const message = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  return new UsageError(`${place}: ${message}`, remedyOf(error), { cause: error });
}

const remedies: Readonly<Record<string, string>> = {
  ERR_MODULE_NOT_FOUND:
    'Correct the import, or install the package (npm install) where this file is.',
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX:
    'Node only removes types: no enum, namespace or parameter property, or write the file in JavaScript.',
  ERR_UNKNOWN_FILE_EXTENSION:
    'Use Node 24.7 or newer, which reads TypeScript, or write the file in JavaScript.',
};

function remedyOf(error: unknown): string {
  if (error instanceof UsageError) return error.remedy;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (Object.hasOwn(remedies, code)) return remedies[code] ?? '';
  return error instanceof SyntaxError
    ? 'Correct the syntax or the import there.'
    : 'It must be possible to import the file: correct what throws there.';
}

/** Finds `path:line` of the definition in a stack, or else of the first file that is not Node's own. */
function placeIn(file: string, stack: string): string | null {
  const places = [...stack.matchAll(/(file:\/\/[^\s()]+?):(\d+)(?=[\s:)]|$)/g)].map(
    ([, url = '', line]) => ({
      url,
      line,
    }),
  );
  const own = pathToFileURL(file).href;
  const place = places.find(({ url }) => url === own) ?? places[0];
  return place === undefined ? null : `${fileURLToPath(place.url)}:${place.line}`;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? '') : '';
}

/** Finds the place of a syntax error by `node --check`, because importing plain JavaScript does not give it. */
async function placeOfSyntaxError(file: string, error: unknown): Promise<string | null> {
  if (!(error instanceof SyntaxError)) return null;
  const complaint = await new Promise<string>((resolve) => {
    execFile(process.execPath, ['--check', file], (_, __, stderr) => resolve(stderr));
  });
  const [first = ''] = complaint.split('\n');
  const place = first.startsWith('file:') ? (placeIn(file, first) ?? '') : first;
  return place.startsWith(`${file}:`) ? place : null;
}
