import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, installBrowser } from './browser.mjs';
import { install } from './install.mjs';
import { suitableNode } from './node-version.mjs';
import { inTurnOf, installPackages, npmCommand } from './npm-ci.mjs';
import { packagesMismatch, readJson } from './packages.mjs';
import { Problem } from './problem.mjs';

const nodeRemedy = 'Install Node 24 yourself (https://nodejs.org) and try again.';

/**
 * What a command runs with.
 *
 * @typedef {{ node: string, browser: string | undefined }} Ready
 */

/**
 * Looks at what is there and, only when something is missing, installs it: packages, then Node
 * (a package too, and `npm ci` removes it), then a browser (found through Playwright, a package).
 *
 * @param {string} root of the checkout
 * @param {{ browser: boolean, env: NodeJS.ProcessEnv }} wanted
 * @returns {Promise<Ready>} rejects with a Problem that names the remedy
 */
export async function setUp(root, wanted) {
  return lookAround(root, wanted) ?? inTurnOf(root, () => installMissing(root, wanted));
}

/**
 * @param {string} root
 * @param {{ browser: boolean, env: NodeJS.ProcessEnv }} wanted
 * @returns {Ready | undefined}
 */
function lookAround(root, { browser, env }) {
  if (packagesMismatch(root) !== undefined) return undefined;
  const node = suitableNode(root, engines(root));
  if (node === undefined) return undefined;
  const found = browser ? findBrowser(root, env) : undefined;
  return browser && found === undefined ? undefined : { node, browser: found };
}

/**
 * @param {string} root
 * @param {{ browser: boolean, env: NodeJS.ProcessEnv }} wanted
 * @returns {Promise<Ready>}
 */
async function installMissing(root, { browser, env }) {
  // Whoever had the turn before us may have installed it all: every step looks again.
  await installPackages(root, env, ['--include=dev']);
  const range = engines(root);
  if (suitableNode(root, range) === undefined) {
    const npm = npmCommand(env);
    const args = ['install', '--no-save', '--ignore-scripts=false', '--loglevel=error', 'node@24'];
    await install(
      {
        what: 'Node 24 for this checkout alone',
        how: 'npm install --no-save node@24',
        why: existsSync(process.execPath)
          ? `Chaperone needs Node ${range}, and this is ${process.versions.node}`
          : 'the Node that runs this was a package, and npm ci has removed it',
        command: npm.command,
        args: [...npm.args, ...args],
        remedy: nodeRemedy,
      },
      root,
    );
  }
  const node = suitableNode(root, range);
  if (node === undefined) {
    throw new Problem('Node 24 was installed, and still cannot be found.', nodeRemedy);
  }
  const found = browser
    ? (findBrowser(root, env) ?? (await installBrowser(root, node, env)))
    : undefined;
  return { node, browser: found };
}

/** @param {string} root */
function engines(root) {
  return readJson(join(root, 'package.json')).engines.node;
}
