import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differences } from './differences.ts';

/** The folder of the gauge's recorded data. */
export const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url));

/**
 * The differences to accept, from the environment: names of goldens separated by commas, `all`, or `additions`
 * (goldens that differ only by new fields). Default: none.
 */
const accepted = (process.env['GAUGE_ACCEPT'] ?? '').split(',').map((name) => name.trim());

/** The paths of all files in a folder of `fixtures`, relative to that folder. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(fixtures, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(fixtures, folder), join(entry.parentPath, entry.name)))
    .sort();
}

/**
 * Describes how a text differs from its golden, one line for each difference; empty if the two are equal. If the
 * difference is accepted, the golden is overwritten and the result is empty.
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

/** The lines of a text. A line of a table is matched by its first cell, and compared cell by cell. */
function linesOf(text: string): unknown[] {
  return text.split('\n').map((line) => {
    const [id, ...cells] = line.split(' | ');
    return cells.length > 0 ? { id, cells } : line;
  });
}
