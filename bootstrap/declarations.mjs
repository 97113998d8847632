import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Removes type declarations that nobody who imports the package can come to: they would be a third of its files.
 *
 * @param {string} folder of what was built
 * @param {string} entry the declarations of the public door, within it
 * @returns {string[]} those that stay, absolute
 */
export function pruneDeclarations(folder, entry) {
  const kept = new Set([resolve(folder, entry)]);
  for (const file of kept) for (const target of declarationsIn(file)) kept.add(target);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = resolve(folder, name);
    if (name.endsWith('.d.ts') && !kept.has(file)) rmSync(file);
  }
  return [...kept];
}

/**
 * @param {string} file with declarations
 * @returns {string[]} the files of declarations that it imports
 */
function declarationsIn(file) {
  const source = readFileSync(file, 'utf8');
  const specifiers = source.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.[^'"]+)['"]/g);
  return [...specifiers].map(([, specifier = '']) => {
    const target = join(dirname(file), specifier.replace(/\.[jt]s$/, '.d.ts'));
    if (!existsSync(target)) throw new Error(`${file} imports ${specifier}, which was not built`);
    return target;
  });
}
