import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differences } from './differences.ts';

/** Where the recorded data of the gauge lies. */
export const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url));

/**
 * Which differences are accepted, from the environment: names of goldens with commas between them, `all`, or
 * `additions` (only where nothing but new fields differs). Default: none.
 */
const accepted = (process.env['GAUGE_ACCEPT'] ?? '').split(',').map((name) => name.trim());

/** The files of a folder in `fixtures`, by their path in it. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(fixtures, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(fixtures, folder), join(entry.parentPath, entry.name)))
    .sort();
}

/**
 * How what was made now differs from a golden, in words, one line a difference; none where it is the same to the
 * letter. Writes the golden anew where `name` is accepted, and then there is no difference.
 */
export function compareWithGolden(name: string, file: string, text: string): string[] {
  const path = join(fixtures, file);
  const golden = existsSync(path) ? readFileSync(path, 'utf8') : null;
  if (golden === text) return [];
  const found = golden === null ? ['there is no golden yet'] : differencesOfTexts(golden, text);
  const isAddition = found.every((line) => line.endsWith(' is new'));
  const accepts =
    accepted.includes('all') ||
    accepted.includes(name) ||
    (accepted.includes('additions') && isAddition);
  if (accepts) writeFileSync(path, text);
  return accepts ? [] : found.map((line) => `${file}: ${line}`);
}

function differencesOfTexts(golden: string, text: string): string[] {
  const found = golden.startsWith('{')
    ? differences(JSON.parse(golden), JSON.parse(text))
    : differences(linesOf(golden), linesOf(text), 'line');
  return found.length > 0 ? found : ['only the order of fields, or white space, differs'];
}

/** Lines of a table are named by their first cell, and compared cell by cell. */
function linesOf(text: string): unknown[] {
  return text.split('\n').map((line) => {
    const [id, ...cells] = line.split(' | ');
    return cells.length > 0 ? { id, cells } : line;
  });
}
