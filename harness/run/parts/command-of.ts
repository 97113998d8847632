import { parts } from '../../domain/attempts/attempt.ts';
import { quoteShell } from '../../../reports/escape.ts';
import type { RunOptions } from '../options.ts';

/**
 * The command that starts the CLI: in a checkout npm's script, elsewhere the binary of the installed package (`--no`
 * keeps npx from installing another package of that name).
 */
export const cli = import.meta.url.endsWith('.ts')
  ? 'npm run -s chaperone --'
  : 'npx --no chaperone';

/** The command line that repeats a run with the same options and seed; or with `seed` the part of it before an update. */
export function commandOf(
  options: RunOptions,
  seed: number,
  command: 'verify' | 'seed' = 'verify',
): string {
  const { config, demo, update, updateCommand, only, accounts, strength, runs, thorough } = options;
  const { budget, baseline, sameRelease, watch } = options;
  const given: [string, string | number | undefined][] = [
    ['--config', config],
    ['--update', update],
    // The user's command is not shown, because it may hold a secret.
    ['--update-command', updateCommand && '…'],
    ['--budget', budget === undefined ? undefined : `${budget / 1000}s`],
    // A budget says by itself what runs.
    ['--only', budget !== undefined || only.length === parts.length ? undefined : only.join(',')],
    ['--accounts', accounts],
    ['--strength', strength === 2 ? 2 : undefined],
    ['--watch', command === 'verify' && watch ? `${watch / 1000}s` : undefined],
    ['--runs', runs],
    ['--baseline', baseline === false ? undefined : baseline],
    ['--same-release', sameRelease],
    ['--seed', seed],
  ];
  const flags = [
    ...(demo ? ['--demo'] : []),
    ...(thorough ? ['--thorough'] : []),
    ...(options.plantedLeaks === false ? ['--no-planted-leaks'] : []),
    ...(baseline === false && !demo ? ['--no-baseline'] : []),
  ];
  const words = given.flatMap(([name, value]) =>
    value === undefined ? [] : [name, shellWord(String(value))],
  );
  return [cli, command, ...flags, ...words].join(' ');
}

/** A text as one word for the shell: quoted where it needs to be. */
export function shellWord(text: string): string {
  return /^[\w./,:@%+=-]+$/.test(text) ? text : quoteShell(text);
}
