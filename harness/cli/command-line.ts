import { styleText } from 'node:util';
import { Command, CommanderError } from 'commander';
import { UsageError } from '../domain/errors.ts';
import { printable } from '../../reports/escape.ts';
import { addCleanCommand } from './clean.ts';
import { addEnvCommand } from './env.ts';
import { addJudgeCommand } from './judge.ts';
import { addSeedCommand } from './seed.ts';
import { addVerifyCommand } from './verify.ts';

/** Exit codes besides those of the verdicts. */
const usage = 2;
const internal = 4;

/** Runs the command line and resolves with the process's exit code. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const program = new Command('chaperone')
    .description('After every update, confirms that no patient account can list or stream another account\u2019s consultations.')
    .exitOverride()
    .showHelpAfterError('(add --help for every option)')
    .addHelpText('after', '\nExit codes: 0 holds, 1 violated, 2 usage or configuration, 3 inconclusive, 4 internal error.');
  let exitCode = 0;
  const settle = (code: number) => {
    exitCode = code;
  };
  addVerifyCommand(program, settle);
  addSeedCommand(program);
  addJudgeCommand(program, settle);
  addEnvCommand(program);
  addCleanCommand(program);
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usage;
  const red = (text: string) => styleText('red', text, { stream: process.stderr });
  if (error instanceof UsageError) {
    process.stderr.write(`${red('Error:')} ${printable(error.message)}\n${printable(error.remedy)}\n`);
    return usage;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${red('Internal error:')} ${printable(detail)}\nThis is a fault of Chaperone\u2019s: please report it.\n`);
  return internal;
}
