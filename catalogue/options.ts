import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from '../harness/index.ts';

export const help = `npm run catalogue [-- <option>...]

Takes fresh clinics through every update, and says by what each fault is found. Writes docs/catalogue.md
once all updates were made; exits with 1 where one is not found as it declares itself.

  --only <id>      only this update; may be given several times (default: all)
  --shard <i/n>    only every n-th update, from the i-th (default: all)
  --healthy <n>    the healthy clinic instead, with so many seeds
  --browser        with --healthy: properties and scenarios too, with a browser (default: the sweep alone)
  --seed <number>  of all random choices; of the first of several healthy runs (default: random)
  --at-once <n>    how many run at once (default: one a core)
  --continue       with --seed: goes on after the runs that were made with this seed before, such as until Ctrl-C
  --list           lists the updates, and runs none`;

/** What the catalogue was asked for. */
export type Options = {
  only: readonly string[];
  /** The i-th of n parts, from 1; null: all. */
  shard: { part: number; of: number } | null;
  /** Runs of the healthy clinic; 0: the updates. */
  healthy: number;
  browser: boolean;
  seed: number;
  atOnce: number;
  /** Runs that were made with this seed before are taken as they are. */
  continued: boolean;
  list: boolean;
  help: boolean;
};

/** Reads the arguments. Throws a UsageError for what they cannot be. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values } = parsed(args);
  const { only = [], shard, healthy, browser = false } = values;
  const unknown = only.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new UsageError(`There is no update ${unknown}.`, '`--list` names all of them.');
  if (browser && healthy === undefined)
    throw new UsageError(
      '--browser is given without --healthy.',
      'Leave it out: an update that needs a browser gets one.',
    );
  if (values.continue === true && values.seed === undefined)
    throw new UsageError(
      '--continue is given without --seed.',
      'Give the seed of the runs that it goes on after: the first line told it.',
    );
  if (healthy !== undefined && (only.length > 0 || shard !== undefined))
    throw new UsageError(
      '--healthy goes with neither --only nor --shard.',
      'Give them in two commands.',
    );
  return {
    only,
    shard: shard === undefined ? null : shardOf(shard),
    healthy: wholeNumber('healthy', healthy, 1) ?? 0,
    browser,
    seed: wholeNumber('seed', values.seed, 0) ?? randomInt(2 ** 31),
    atOnce: wholeNumber('at-once', values['at-once'], 1) ?? availableParallelism(),
    continued: values.continue ?? false,
    list: values.list ?? false,
    help: values.help ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        shard: { type: 'string' },
        healthy: { type: 'string' },
        browser: { type: 'boolean' },
        seed: { type: 'string' },
        'at-once': { type: 'string' },
        continue: { type: 'boolean' },
        list: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message, '`--help` names all options.', { cause: error });
  }
}

function wholeNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= least && value < 2 ** 31) return value;
  throw new UsageError(
    `--${name} is “${text}”, which is no whole number from ${least}.`,
    'Give one, in digits.',
  );
}

function shardOf(text: string): { part: number; of: number } {
  const [part = 0, of = 0] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.slice(1).map(Number) ?? [];
  if (part >= 1 && part <= of) return { part, of };
  throw new UsageError(
    `--shard is “${text}”, which names no part.`,
    'Give the part and their number, e.g. 2/4.',
  );
}
