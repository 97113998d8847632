import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What others make: never ours to check. */
const notOurs = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'playwright-report']);

/** The house's top-level folders. Hidden ones are the tools' own. */
const topLevel = [
  'bench',
  'bootstrap',
  'catalogue',
  'checks',
  'clinic',
  'definition',
  'docs',
  'examples',
  'harness',
  'properties',
  'reports',
  'scenarios',
];

/**
 * @param {string} root
 * @returns {string[]} top-level folders that the house does not know
 */
export function strayFolders(root) {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .filter((name) => !notOurs.has(name) && !topLevel.includes(name));
}

/**
 * @param {string} root
 * @param {RegExp} kind of file name
 * @param {string} [folder]
 * @returns {string[]} our source files, from the root, with `/`
 */
export function sourceFiles(root, kind, folder = root) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const name = relative(root, path).split(sep).join('/');
    if (entry.isDirectory()) {
      const skipped = notOurs.has(entry.name) || entry.name.startsWith('.');
      return skipped || name === 'reports/runs' ? [] : sourceFiles(root, kind, path);
    }
    return kind.test(entry.name) ? [name] : [];
  });
}
