import { parts } from '../../domain/attempt.ts';
import { quoteShell } from '../../../reports/escape.ts';
import type { RunOptions } from '../options.ts';

/**
 * How people start the CLI: in a checkout by npm's script, elsewhere by the package's binary (and no other
 * that may be found under its name).
 */
export const cli = import.meta.url.endsWith('.ts')
  ? 'npm run -s chaperone --'
  : 'npx --no chaperone';

/** The command line that repeats a run with the same choices. */
export function commandOf(options: RunOptions, seed: number): string {
  const { config, demo, update, updateCommand, only, accounts, strength, runs, thorough } = options;
  const given: [string, string | number | undefined][] = [
    ['--config', config],
    ['--update', update],
    // Whoever gave it knows it; it may hold a secret.
    ['--update-command', updateCommand && '…'],
    ['--only', only.length === parts.length ? undefined : only.join(',')],
    ['--accounts', accounts],
    ['--strength', strength === 2 ? 2 : undefined],
    ['--runs', runs],
    ['--seed', seed],
  ];
  const flags = [...(demo ? ['--demo'] : []), ...(thorough ? ['--thorough'] : [])];
  const words = given.flatMap(([name, value]) =>
    value === undefined ? [] : [name, shellWord(String(value))],
  );
  return [cli, 'verify', ...flags, ...words].join(' ');
}

function shellWord(text: string): string {
  return /^[\w./,:@%+=-]+$/.test(text) ? text : quoteShell(text);
}
