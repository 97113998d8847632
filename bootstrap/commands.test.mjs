import { describe, expect, it } from 'vitest';
import { needsBrowser } from './commands.mjs';

describe('needsBrowser', () => {
  it.each([
    ['verify', [], true],
    ['verify', ['--update', 'babylon-2020'], true],
    ['verify', ['--help'], false],
    ['test', [], true],
    ['check', [], false],
    ['clinic', ['--port', '4600'], false],
    ['chaperone', ['verify', '--run', 'x'], true],
    ['chaperone', ['seed'], true],
    ['chaperone', ['judge', 'verify'], false],
    ['chaperone', [], false],
  ])('%s %j: %s', (name, args, expected) => {
    expect(needsBrowser(name, args)).toBe(expected);
  });
});
