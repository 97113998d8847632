import { Command } from 'commander';
import { nearestWord } from '../deployment/checks/nearest-word.ts';
import { addBaselineCommand } from './commands/baseline.ts';
import { addCheckSignOffCommand } from './commands/check-sign-off.ts';
import { addCleanCommand } from './commands/clean.ts';
import { addEnvCommand } from './options/env.ts';
import { environmentHelp } from './options/environment-help.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addExploreCommand } from './commands/explore.ts';
import { addCoverageCommand } from './commands/coverage.ts';
import { explain } from './commands/explain.ts';
import { addInitCommand } from './commands/init.ts';
import { addJudgeCommand } from './commands/judge.ts';
import { addNextCommand } from './commands/next.ts';
import { addSeedCommand } from './commands/seed.ts';
import { addSignOffCommand } from './commands/sign-off.ts';
import { refuseDoubtfulValues } from './words/doubtful-values.ts';
import { addRecheckCommand } from './commands/recheck.ts';
import { addShowCommand } from './commands/show.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { addVersionCommand } from './commands/version.ts';

const exitCodesHelp = `
Exit codes:
  0    holds, or done
  1    violated: somebody's data reached somebody else; of a sign-off: it does not fit
  2    usage or configuration: the message says what to put right
  3    inconclusive: something could not be checked, or Ctrl-C ended it
  4    internal error: a fault of Chaperone's
  130  Ctrl-C, pressed a second time 0.3 s or more after the first, or before anything had run`;

/** Runs a command line (node, script, arguments). Resolves with the exit code of the process. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const settle = (code: number) => {
    exitCode = code;
  };
  const program = new Command('chaperone')
    .description(
      'After every update, confirms that no patient account can list or stream another account\u2019s consultations.',
    )
    .exitOverride()
    .showHelpAfterError('(add --help for every option)')
    .addHelpText(
      'after',
      '\nWithout a command it is `chaperone verify`; `chaperone <command> --help` explains the options of each.',
    )
    .addHelpText('after', ({ command }) => environmentHelp(command.createHelp()))
    .addHelpText('afterAll', exitCodesHelp);
  addVerifyCommand(program, settle);
  addSeedCommand(program, settle);
  addJudgeCommand(program, settle);
  addInitCommand(program);
  addExploreCommand(program);
  addShowCommand(program);
  addRecheckCommand(program, settle);
  addEnvCommand(program);
  addNextCommand(program, settle);
  addCleanCommand(program, settle);
  addSignOffCommand(program, settle);
  addCheckSignOffCommand(program, settle);
  addCompareCommand(program);
  addBaselineCommand(program);
  addCoverageCommand(program, settle);
  addVersionCommand(program);
  program.commands.forEach(refuseDoubtfulValues);
  try {
    assertCommand(program, argv[2]);
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    return explain(error);
  }
}

/** Ends with an error for an unknown command. As `verify` is the default, commander would take it for its argument. */
function assertCommand(program: Command, name = '--help'): void {
  const known = ['help', ...program.commands.map((command) => command.name())];
  if (name.startsWith('-') || known.includes(name)) return;
  const meant = nearestWord(name, known);
  program.error(
    `error: unknown command '${name}'${meant === null ? '' : `. Did you mean ${meant}?`}\nThere are ${known.slice(1).join(', ')}.`,
  );
}
