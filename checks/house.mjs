/** The rules of the house that no linter knows: who imports whom, how long files are, what is where. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { circlesOf } from './circles.mjs';
import { importFaults } from './imports.mjs';
import { sourceFiles, strayFolders } from './sources.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const longest = 300;

/**
 * What may read our environment variables: tests, what runs before there is TypeScript, and texts of programs for
 * others.
 */
const readsItself =
  /\.test\.|\/testing\/|^bootstrap\/|^reports\/repro\/(link|listen)\.ts$|^harness\/deployment\/import\/draft\/config-text\.ts$/;

/** @typedef {import('./imports.mjs').Fault} Fault */

/** @type {Fault[]} */
const faults = strayFolders(root).map((folder) => ({
  file: folder,
  line: 1,
  message: 'is a top-level folder that the house does not know',
  remedy: 'Move it into one of those that design.md names.',
}));

/** What the circles of imports are looked for in: all that is ours, but for tests. */
const inCircles = new Map();

for (const file of sourceFiles(root, /\.(ts|mjs|js|css|html|sql)$/)) {
  const source = readFileSync(join(root, file), 'utf8');
  const lines = source.split('\n').length - 1;
  if (lines > longest) {
    const message = `has ${lines} lines, more than ${longest}`;
    faults.push({ file, line: longest + 1, message, remedy: 'Split it: one idea a file.' });
  }
  if (!readsItself.test(file)) faults.push(...environmentFaults(file, source));
  if (!/\.(ts|mjs)$/.test(file)) continue;
  faults.push(...importFaults(file, source));
  const isTest = /\.(test|test-support|property|scenario)\.(ts|mjs)$/.test(file);
  if (!isTest) inCircles.set(file, source);
}

for (const [file = '', ...others] of circlesOf(inCircles)) {
  const message = `imports itself by way of ${others.join(', ') || 'itself'}`;
  const remedy = 'Move what they share, types included, into a file of its own below them.';
  faults.push({ file, line: 1, message, remedy });
}

/**
 * @param {string} file
 * @param {string} source
 * @returns {Fault[]} our own environment variables that are read past the list of them
 */
function environmentFaults(file, source) {
  return source.split('\n').flatMap((text, index) =>
    /(?<!delete \S*)\benv(ironment)?(\.|\[['"`])CHAPERONE\w*\b(?!['"`]?\]? = )/.test(text)
      ? [
          {
            file,
            line: index + 1,
            message: 'reads an environment variable by itself',
            remedy:
              'Use what harness/domain/read-environment.ts exports, and add the variable to environment.ts.',
          },
        ]
      : [],
  );
}

for (const { file, line, message, remedy } of faults) {
  console.log(`${file}:${line} ${message}\n    ${remedy}`);
}
if (faults.length > 0) {
  console.log(`${faults.length} faults`);
  process.exitCode = 1;
}
