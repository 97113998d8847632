import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './packages.mjs';

/**
 * @param {string} version such as `20.20.2`
 * @param {string} range of the form `>=24.7`, the only one that our package.json uses
 * @returns {boolean}
 */
export function isNewEnough(version, range) {
  const wanted = numbers(range);
  const have = numbers(version);
  for (const [index, part] of wanted.entries()) {
    const difference = (have[index] ?? 0) - part;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * The Node that runs commands: this one, or the one installed as a package beside the others. Where this one is that
 * package, `npm ci` may have removed it meanwhile.
 *
 * @param {string} root of the checkout
 * @param {string} range from package.json's `engines`
 * @param {string} [running] the executable of this process
 * @returns {string | undefined} its executable; undefined when one must be installed
 */
export function suitableNode(root, range, running = process.execPath) {
  if (isNewEnough(process.versions.node, range) && existsSync(running)) return running;
  const folder = join(root, 'node_modules', 'node');
  const executable = join(folder, 'bin', 'node');
  const version = readJson(join(folder, 'package.json'))?.version;
  return version !== undefined && isNewEnough(version, range) && existsSync(executable)
    ? executable
    : undefined;
}

/** @param {string} text */
function numbers(text) {
  return (text.match(/\d+/g) ?? []).map(Number);
}
