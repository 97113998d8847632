import { type Command, Option } from 'commander';
import { definitionNames } from '../deployment/load.ts';

/** Adds the option that names the deployment definition. */
export function withDefinition(command: Command): Command {
  return command.option(
    '-c, --config <file>',
    `deployment definition (default: ${definitionNames} here)`,
  );
}

/** Adds the option for the embedded clinic. Without it, a missing definition is an error. */
export function withDemo(command: Command): Command {
  return command.addOption(
    new Option(
      '--demo',
      'takes Chaperone\u2019s embedded clinic, where you have no deployment yet (default: a definition is needed)',
    ).conflicts(['config', 'run', 'updateCommand']),
  );
}
