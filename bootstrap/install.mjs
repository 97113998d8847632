import { spawn } from 'node:child_process';
import { Problem } from './problem.mjs';

/**
 * One thing to install: said in a line, done quietly, and explained when it fails.
 *
 * @typedef {object} Installation
 * @property {string} what such as `packages`
 * @property {string} how such as `npm ci`
 * @property {string} why
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} [env] added to the environment
 * @property {RegExp} [hopeless] output after which waiting on makes no sense
 * @property {number} [silenceMs] gives up when nothing is heard for so long; default 300,000
 * @property {string} remedy when it fails for no known reason
 */

const offline =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|Temporary failure/;
const forbidden = /EACCES|EPERM|Permission denied/;
const full = /ENOSPC|No space left/;

/**
 * @param {Installation} installation
 * @param {string} cwd
 * @returns {Promise<void>} rejects with a {@link Problem}
 */
export async function install(installation, cwd) {
  const { what, how, why, remedy } = installation;
  say(`Installing ${what} (${how}): ${why}.`);
  const started = Date.now();
  const { code, output } = await runQuietly(installation, cwd);
  const seconds = Math.round((Date.now() - started) / 1000);
  if (code === 0) {
    say(`Installed ${what} in ${seconds} s.`);
    return;
  }
  throw new Problem(
    `Could not install ${what} (${how} failed after ${seconds} s):\n${lastLines(output)}`,
    remedyFor(output, remedy),
  );
}

/**
 * @param {string} output of what failed
 * @param {string} otherwise
 */
export function remedyFor(output, otherwise) {
  if (offline.test(output)) {
    return `The network could not be reached: connect, or set HTTPS_PROXY. ${otherwise}`;
  }
  if (full.test(output)) return `The disk is full: free some space. ${otherwise}`;
  if (forbidden.test(output)) return `Writing was not permitted: check who owns it. ${otherwise}`;
  return otherwise;
}

/** @param {string} text to the terminal; stdout belongs to the command that is run */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * In a process group of its own, so that giving up ends helpers of the installer as well.
 *
 * @param {Installation} installation
 * @param {string} cwd
 * @returns {Promise<{ code: number, output: string }>}
 */
function runQuietly({ command, args, env, hopeless, silenceMs = 300_000 }, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    /** @type {NodeJS.Timeout | undefined} */
    let patience;
    const giveUp = (/** @type {string} */ reason) => {
      output += reason;
      // Asked first: killed outright, an installer leaves its locks behind.
      endGroup(child.pid, 'SIGTERM');
      patience ??= setTimeout(() => endGroup(child.pid, 'SIGKILL'), 5000);
    };
    const onSignal = () => {
      endGroup(child.pid, 'SIGTERM');
      process.exit(130);
    };
    const silence = setTimeout(() => giveUp('\nNothing was heard for too long.\n'), silenceMs);
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
    const done = (/** @type {number} */ code) => {
      clearTimeout(silence);
      clearTimeout(patience);
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      resolve({ code, output });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output = (output + text).slice(-100_000);
        silence.refresh();
        if (hopeless?.test(text)) giveUp('');
      });
    }
    child.once('error', (error) => {
      output += error.message;
      done(127);
    });
    child.once('close', (code) => done(code ?? 1));
  });
}

/**
 * @param {number | undefined} pid its leader
 * @param {NodeJS.Signals} signal
 */
function endGroup(pid, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

/** @param {string} output */
function lastLines(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines
    .slice(-12)
    .map((line) => `  | ${line}`)
    .join('\n');
}
