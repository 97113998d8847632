import { isDeepStrictEqual } from 'node:util';
import { afterAll, vi } from 'vitest';

/**
 * Many files of tests share a process, so none may leave behind what the next would meet.
 * Vitest runs this for each file.
 */
const before = look();

afterAll(() => {
  const after = look();
  // Only the names: what a variable holds is nobody's business in a log.
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => !isDeepStrictEqual(before.get(name), after.get(name)),
  );
  if (changed.length > 0) throw new Error(`This file leaves changed: ${changed.join(', ')}`);
});

function look() {
  const variables = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST_'));
  /** @type {[string, unknown][]} */
  const rest = [
    ['the working directory', process.cwd()],
    ['process.stdout.write', process.stdout.write],
    ['process.stderr.write', process.stderr.write],
    ['fetch', globalThis.fetch],
    ['fake timers', vi.isFakeTimers()],
  ];
  return new Map([...variables, ...rest]);
}
