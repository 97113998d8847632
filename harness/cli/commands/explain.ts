import { styleText } from 'node:util';
import { CommanderError } from 'commander';
import { UsageError } from '../../domain/errors.ts';
import { printable } from '../../../reports/escape.ts';
import { Interrupted, interruptedCode } from '../../run/interrupt.ts';
import { withoutCommands } from './on-github.ts';

/** The exit codes for errors. Those of verdicts are in `exitCodes`. */
const usage = 2;
const internal = 4;

/** Writes an error with its remedy to standard error. Returns the exit code. */
export function explain(error: unknown): number {
  // commander has printed its message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usage;
  const red = (text: string) => styleText('red', text, { stream: process.stderr });
  if (error instanceof Interrupted) {
    process.stderr.write('Nothing had run yet.\n');
    return interruptedCode;
  }
  if (error instanceof UsageError) {
    process.stderr.write(`${red('Error:')} ${shown(error.message)}\n${shown(error.remedy)}\n`);
    return usage;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${red('Internal error:')} ${shown(detail)}\nThis is a fault of Chaperone\u2019s: please report it.\n`,
  );
  return internal;
}

const shown = (text: string): string => withoutCommands(printable(text));
