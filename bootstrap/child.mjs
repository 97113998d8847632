import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program in our place: its terminal, its exit code, its signals.
 *
 * A terminal sends Ctrl-C to every process of the group, so the child gets it without us and we
 * only have to outlive it. Without a terminal a signal is for us alone and is passed on, once.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} exit code; 128 + n when signal n ended it, 127 when it cannot start
 */
export function runInPlace(command, args, { cwd, env }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    /** @type {Set<string>} */
    const passed = new Set();
    const pass = (/** @type {NodeJS.Signals} */ signal) => {
      if (passed.has(signal) || (signal === 'SIGINT' && terminal)) return;
      passed.add(signal);
      child.kill(signal);
    };
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, pass);
    const done = (/** @type {number} */ code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      done(127);
    });
    child.once('close', (code, signal) => {
      done(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
