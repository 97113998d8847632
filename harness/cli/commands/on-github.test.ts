import { afterEach, expect, it, vi } from 'vitest';
import { withoutCommands } from './on-github.ts';

afterEach(() => vi.unstubAllEnvs());

const text = 'it answered:\n  ::stop-commands::x\n::error::y\nsee a::b ##[group]';

it('on GitHub no line of a text is a command', () => {
  vi.stubEnv('GITHUB_ACTIONS', 'true');
  const shown = withoutCommands(text);
  // A zero-width space is no white space, which the runner would take off.
  expect(shown.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
  expect(shown).not.toContain('##[');
  expect(shown.replaceAll('\u200b', '')).toBe(text);
});

it('elsewhere texts are as they are', () => {
  vi.stubEnv('GITHUB_ACTIONS', '');
  expect(withoutCommands(text)).toBe(text);
});
