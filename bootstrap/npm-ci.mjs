import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { packagesMismatch } from './packages.mjs';
import { Problem } from './problem.mjs';
import { inTurn } from './turn.mjs';

/**
 * Installs the packages that a folder's lock file asks for, where they are not there.
 *
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} [flags] further ones for `npm ci`
 * @returns {Promise<void>} rejects with a {@link Problem}
 */
export async function installPackages(folder, env, flags = []) {
  const mismatch = packagesMismatch(folder);
  if (mismatch === undefined) return;
  refuseLink(join(folder, 'node_modules'), mismatch);
  const npm = npmCommand(env);
  await install(
    {
      what: 'packages',
      how: 'npm ci',
      why: mismatch,
      command: npm.command,
      args: [...npm.args, 'ci', ...flags, '--prefer-offline', '--loglevel=error'],
      remedy: `Run "npm ci" in ${folder} to see more.`,
    },
    folder,
  );
  const left = packagesMismatch(folder);
  if (left !== undefined) {
    throw new Problem(`npm ci has run, and still: ${left}.`, 'Run "npm ci" and read its output.');
  }
}

/**
 * `npm ci` empties what a link leads to, under whoever works there.
 *
 * @param {string} path
 * @param {string} mismatch
 */
function refuseLink(path, mismatch) {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  throw new Problem(
    `${mismatch}, and ${path} is a link: installing would change the packages of another checkout.`,
    'Remove the link, or bring the other checkout up to date.',
  );
}

/**
 * While no other process does the same to this folder.
 *
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 */
export function inTurnOf(folder, work) {
  // Outside node_modules, which `npm ci` empties.
  return inTurn(join(folder, '.chaperone', 'set-up.lock'), work);
}

/**
 * The npm that runs us, if one does, with the Node it came with; the one on the PATH where that Node is gone.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(env) {
  const running = env.npm_execpath ?? '';
  return /npm-cli\.[cm]?js$/.test(running) && existsSync(process.execPath)
    ? { command: process.execPath, args: [running] }
    : { command: 'npm', args: [] };
}
