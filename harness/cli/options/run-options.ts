import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Part, parts } from '../../domain/attempts/attempt.ts';
import { baselineName } from '../../run/baseline/read-baseline.ts';
import { defaultOut } from '../../run/folder/run-folder.ts';
import type { RunOptions } from '../../run/options.ts';
import { withDefinition, withYesProduction } from './definition-options.ts';
import { sameReleaseOption } from './same-release-option.ts';

/** Adds the options that seed and verify share. */
export function withRunOptions(command: Command): Command {
  return withYesProduction(withDefinition(command))
    .option(
      '--only <parts>',
      `narrows the run, e.g. sweep,properties (default: ${parts.join(',')})`,
      parseParts,
    )
    .option(
      '--seed <number>',
      'replays the random choices of an earlier run (default: random, printed)',
      wholeNumber(0, 2 ** 31 - 1),
    )
    .option(
      '--accounts <number>',
      'at most so many patient accounts (default: as many as the covering array needs)',
      wholeNumber(2, 100_000),
    )
    .addOption(
      new Option('--strength <t>', 'how many factors are combined in every way')
        .choices(['2', '3'])
        .default('3'),
    )
    .option(
      '--thorough',
      'attempts all that probes name (default: the most promising of what is beyond the invariants\u2019 needs; the report says what was cut)',
    )
    .addOption(
      new Option(
        '--budget <time>',
        'a gate for every merge: the whole run in so much time, e.g. 15s, of the sweep alone and what finds most first; the report says what was cut (default: no limit)',
      )
        .argParser(parseDuration)
        .conflicts(['only', 'thorough']),
    )
    .option(
      '--baseline <file>',
      `what an earlier run saw (\`chaperone baseline\` writes it), to tell new, fixed and persisting apart (default: ${baselineName} beside the definition, if it is there)`,
    )
    .option(
      '--no-baseline',
      'compares with no baseline, even if there is one (default: with the one that there is)',
    )
    .option(
      '--no-planted-leaks',
      'plants no leaks in the answers of the sweep, so that the report cannot say what would have been noticed (default: they are planted, in memory alone)',
    )
    .addOption(sameReleaseOption())
    .option('--out <folder>', 'where run folders are made', defaultOut);
}

/** Converts options of the command line to options of a run. */
export function toRunOptions(options: Record<string, unknown>): RunOptions {
  const given = options as {
    config?: string;
    demo?: true;
    update?: string;
    updateCommand?: string;
    run?: string;
    only?: readonly Part[];
    seed?: number;
    accounts?: number;
    strength: string;
    runs?: number;
    out: string;
    yesProduction?: true;
    keep?: true;
    thorough?: true;
    plantedLeaks?: boolean;
    budget?: number;
    watch?: number;
    baseline?: string | false;
    sameRelease?: string;
  };
  return {
    config: given.config,
    demo: given.demo ?? false,
    keep: given.keep ?? false,
    update: given.update,
    updateCommand: given.updateCommand,
    run: given.run,
    only: given.only ?? (given.budget === undefined ? parts : ['sweep']),
    budget: given.budget,
    watch: given.watch ?? 0,
    seed: given.seed,
    accounts: given.accounts,
    strength: given.strength === '2' ? 2 : 3,
    runs: given.runs,
    thorough: given.thorough ?? false,
    plantedLeaks: given.plantedLeaks ?? true,
    baseline: given.baseline ?? (given.demo ? false : undefined),
    sameRelease: given.sameRelease,
    out: given.out,
    confirmed: given.yesProduction ?? false,
  };
}

/** Parses a list of parts such as `sweep,properties`. The result has the order in which they run. */
function parseParts(text: string): readonly Part[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !parts.some((part) => part === name));
  if (unknown.length > 0) throw new InvalidArgumentError(`Choose among ${parts.join(', ')}.`);
  return parts.filter((part) => names.includes(part));
}

/** Milliseconds of one unit of a duration. */
const units = { s: 1000, m: 60_000 } as const;

/** Parses a duration such as `15s` or `2m` into milliseconds: 5 seconds to an hour. */
export function parseDuration(text: string): number {
  const [, value, unit] = /^(\d+)(s|m)$/.exec(text) ?? [];
  const time = Number(value) * units[unit === 'm' ? 'm' : 's'];
  if (value === undefined || time < 5 * units.s || time > 60 * units.m) {
    throw new InvalidArgumentError('It must be seconds or minutes, from 5s to 60m: e.g. 15s.');
  }
  return time;
}

/** Returns a parser for whole numbers from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}
