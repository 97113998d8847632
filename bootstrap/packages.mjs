import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean,
 *   link?: boolean }} Locked
 * @typedef {{ packages?: Record<string, Locked> }} Lock
 */

/**
 * Why `node_modules` is not what the lock file asks for, or undefined when it is. What is
 * installed beyond the lock (Node 24 itself) does no harm.
 *
 * @param {Lock} wanted `package-lock.json`
 * @param {Lock | undefined} installed `node_modules/.package-lock.json`, which npm writes last
 * @param {(path: string) => boolean} isThere whether a package's folder exists
 * @returns {string | undefined}
 */
export function mismatch(wanted, installed, isThere) {
  if (installed === undefined) return 'none are installed';
  const differing = [];
  for (const [path, lock] of Object.entries(wanted.packages ?? {})) {
    if (path === '' || lock.link) continue;
    const have = installed.packages?.[path];
    // An optional package is one for another platform; npm leaves it out.
    if (have === undefined && (lock.optional || lock.devOptional)) continue;
    if (have?.version === lock.version && have?.integrity === lock.integrity && isThere(path)) {
      continue;
    }
    differing.push(path.replace(/^.*node_modules\//, ''));
  }
  const [first, ...others] = differing;
  if (first === undefined) return undefined;
  const rest = others.length > 0 ? ` and ${others.length} more` : '';
  return `${first}${rest} missing, or not as package-lock.json has it`;
}

/**
 * @param {string} root of the checkout
 * @returns {string | undefined} why packages must be installed
 */
export function packagesMismatch(root) {
  return mismatch(
    readJson(join(root, 'package-lock.json')) ?? {},
    readJson(join(root, 'node_modules', '.package-lock.json')),
    (path) => existsSync(join(root, path, 'package.json')),
  );
}

/**
 * @param {string} file
 * @returns {any} undefined when the file is missing or torn
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
