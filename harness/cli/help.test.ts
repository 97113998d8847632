import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parts } from '../domain/attempts/attempt.ts';
import { chaperoneHere } from './testing/in-process.ts';

const options: Record<string, readonly string[]> = {
  verify: [
    'update',
    'keep',
    'watch',
    'demo',
    'update-command',
    'run',
    'runs',
    'only',
    'config',
    'seed',
    'accounts',
    'strength',
    'same-release',
    'thorough',
    'budget',
    'baseline',
    'no-baseline',
    'no-planted-leaks',
    'out',
    'yes-production',
    'help',
  ],
  seed: [
    'only',
    'config',
    'seed',
    'accounts',
    'strength',
    'same-release',
    'thorough',
    'budget',
    'baseline',
    'no-baseline',
    'no-planted-leaks',
    'out',
    'yes-production',
    'help',
  ],
  judge: ['help'],
  show: ['help'],
  recheck: ['update', 'yes-production', 'config', 'demo', 'help'],
  env: ['session', 'new', 'signed-out', 'renewed', 'config', 'demo', 'help'],
  next: ['config', 'demo', 'help'],
  clean: ['config', 'runs-older-than', 'out', 'help'],
  'sign-off': ['by', 'subject', 'key', 'out', 'despite', 'help'],
  'check-sign-off': ['key', 'release', 'subject', 'max-age', 'allow-despite', 'run', 'help'],
  compare: ['json', 'last', 'out', 'key', 'html', 'help'],
  baseline: ['out', 'help'],
  coverage: ['last', 'line', 'json', 'strict', 'help'],
  version: ['help'],
};
/** Options without a default. */
const without = new Set(['help', 'update-command', 'run']);

describe('chaperone --help', () => {
  it('names every command, and the exit codes', async () => {
    const { code, out, err } = await chaperoneHere('.', ['--help']);
    expect([code, err]).toEqual([0, '']);
    for (const command of Object.keys(options))
      expect(out).toMatch(new RegExp(`^  ${command}\\b.* \\w`, 'm'));
    for (const exit of [0, 1, 2, 3, 4, 130])
      expect(out).toMatch(new RegExp(`^  ${exit} +\\w`, 'm'));
  });

  it.each(Object.entries(options))(
    'of %s explains every option, its default, and the exit codes',
    async (command, expected) => {
      const { code, out } = await chaperoneHere('.', [command, '--help']);
      expect(code).toBe(0);
      const entries = out.replaceAll(/\n {4,}/g, ' ').split('\n');
      const lines = entries.filter((line) => /^ {2}(-\w, )?--/.test(line));
      expect(new Set(lines.map((line) => /--([\w-]+)/.exec(line)?.[1]))).toEqual(new Set(expected));
      for (const line of lines) {
        expect(line).toMatch(/--[\w-]+( <\w+>)? +\w.{10,}/);
        const [, name = ''] = /--([\w-]+)/.exec(line) ?? [];
        if (!without.has(name)) expect(line).toMatch(/default:/);
      }
      expect(out).toContain('Exit codes:');
      if (expected.includes('only')) expect(entries.join(' ')).toContain(parts.join(','));
    },
  );

  it('is printed by the command help, too', async () => {
    const { code, out } = await chaperoneHere('.', ['help', 'verify']);
    expect(code).toBe(0);
    expect(out).toContain('--yes-production');
  });
});

it('chaperone version prints its own version, and a run begins with it and the definition', async () => {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const { code, out } = await chaperoneHere('.', ['version']);
  expect([code, out]).toEqual([0, `chaperone ${version} (Node ${process.versions.node})\n`]);
  // Nothing is seeded: the embedded clinic lives only within one run.
  const { err } = await chaperoneHere('.', ['seed']);
  expect(err.split('\n')[0]).toBe(
    `chaperone ${version}, definition ${resolve('chaperone.config.ts')}`,
  );
});
