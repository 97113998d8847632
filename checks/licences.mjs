/**
 * The licences of all packages that the lock file names: what we publish must be usable under Apache-2.0 by whoever
 * installs it, and what only our tools use must be usable by us.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Licences without conditions on what is built upon them, beyond naming the authors. MPL-2.0 asks in addition that changes
 * to its own files are published: we publish none of a package's files, and change none.
 */
const allowed = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Zlib',
];

/**
 * @typedef {{ license?: unknown }} Locked
 * @typedef {{ packages: Record<string, Locked> }} Lock
 */

/**
 * @param {Lock} lock
 * @returns {string[]} packages whose licence does not allow what they are used for, with why
 */
export function licenceFaults(lock) {
  return Object.entries(lock.packages).flatMap(([path, { license }]) => {
    if (path === '') return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (typeof license !== 'string') return [`${name} names no licence`];
    return isAllowed(license) ? [] : [`${name} is under ${license}`];
  });
}

/**
 * @param {string} expression SPDX: `MIT`, `(MIT OR GPL-3.0)`, `MIT AND Zlib`
 * @returns {boolean} whether one of its choices consists of allowed licences. Deeper expressions are refused
 */
function isAllowed(expression) {
  return expression
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowed.includes(licence)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json');
  const faults = licenceFaults(JSON.parse(readFileSync(file, 'utf8')));
  for (const fault of faults) console.log(fault);
  if (faults.length > 0) {
    console.log('Take another package, or add the licence to checks/licences.mjs, with a reason.');
    process.exitCode = 1;
  }
}
