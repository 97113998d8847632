import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { candidates, installations, remedy } from './browser-plan.mjs';
import { install, say } from './install.mjs';
import { readJson } from './packages.mjs';
import { Problem } from './problem.mjs';

/**
 * @param {string} root of the checkout
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} a browser that starts; undefined when one must be installed
 */
export function findBrowser(root, env) {
  const notes = openNotes(root);
  for (const { path, required } of candidates(machine(root, env, notes))) {
    if (starts(path, notes)) return path;
    if (required) {
      throw new Problem(
        `CHAPERONE_BROWSER names ${path}, which does not start.`,
        'Correct it, or unset it to let Chaperone find a browser.',
      );
    }
  }
  return undefined;
}

/**
 * @param {string} root of the checkout
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} a browser that starts; rejects with a {@link Problem}
 */
export async function installBrowser(root, node, env) {
  const here = machine(root, env, openNotes(root));
  const playwright = join(root, 'node_modules', 'playwright', 'cli.js');
  for (const step of installations(here, { node, playwright })) {
    try {
      await install(step, root);
    } catch (error) {
      // The next way may still work.
      if (!(error instanceof Problem)) throw error;
      say(`${error.message}\n${error.remedy}`);
    }
    const found = findBrowser(root, env);
    if (found !== undefined) return found;
  }
  throw new Problem('No Chromium could be found or installed.', remedy(here));
}

/**
 * What was found out before and costs time to find out: see {@link starts}.
 *
 * @typedef {{ file: string, known: Record<string, string> }} Notes
 */

/**
 * @param {string} root
 * @returns {Notes}
 */
function openNotes(root) {
  const file = join(root, 'node_modules', '.cache', 'chaperone', 'browser.json');
  return { file, known: readJson(file) ?? {} };
}

/**
 * @param {Notes} notes
 * @param {string} key
 * @param {() => string} find
 */
function noted({ file, known }, key, find) {
  const before = known[key];
  if (before !== undefined) return before;
  const found = find();
  known[key] = found;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(known));
  return found;
}

/**
 * A browser whose libraries are missing is there and yet of no use, so it is started once. That
 * takes a while; the answer is kept until the file changes.
 *
 * @param {string} path
 * @param {Notes} notes
 */
function starts(path, notes) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return false;
  const key = `${path} ${stat.size} ${stat.mtimeMs}`;
  if (notes.known[key] === 'starts') return true;
  const { status } = spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
  return status === 0 && noted(notes, key, () => 'starts') === 'starts';
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {Notes} notes
 * @returns {import('./browser-plan.mjs').Machine}
 */
function machine(root, env, notes) {
  const onPath = (/** @type {string} */ name) => findOnPath(name, env.PATH ?? '');
  return {
    env,
    get playwrightsOwn() {
      // Depends on Playwright's version (the notes go with node_modules), on this folder and home.
      const key = `playwright ${env.PLAYWRIGHT_BROWSERS_PATH ?? ''} ${homedir()}`;
      return noted(notes, key, () =>
        createRequire(join(root, 'package.json'))('playwright').chromium.executablePath(),
      );
    },
    onPath,
    hasApt: onPath('apt-get') !== undefined,
    isRoot: process.getuid?.() === 0,
  };
}

/**
 * @param {string} name
 * @param {string} path
 */
function findOnPath(name, path) {
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here.
    }
  }
  return undefined;
}
