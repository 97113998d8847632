import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './install.mjs';

/**
 * Does the work while no other process does the same: two terminals may start at once.
 *
 * @template T
 * @param {string} file that marks whose turn it is
 * @param {() => Promise<T>} work
 * @param {{ pauseMs?: number }} [options] between two looks, default 500
 * @returns {Promise<T>}
 */
export async function inTurn(file, work, { pauseMs = 500 } = {}) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (clearStale(file)) continue;
    if (!told) say(`Waiting for another set-up of this checkout. If there is none, delete ${file}`);
    told = true;
    await wait(pauseMs);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, `${process.pid} ${hostname()}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {boolean} whether it was there no longer, or left behind by a process that has ended
 */
function clearStale(file) {
  const seen = read(file);
  if (seen === undefined) return true;
  if (isAlive(seen)) return false;
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    // Between the two, another process may have cleared it and taken its turn: give it back.
    if (read(aside) !== seen) renameSync(aside, file);
  } catch {
    // Another process was quicker.
  }
  rmSync(aside, { force: true });
  return true;
}

/** @param {string} holder as {@link take} wrote it */
function isAlive(holder) {
  const [pid, host] = holder.split(' ');
  // Of another machine (a shared folder), or just being written: believed.
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
