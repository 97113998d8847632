import { type Command, Option } from 'commander';
import { definitionNames } from '../../deployment/load.ts';

/** What says which deployment a command is about. */
export type DeploymentOptions = { config?: string; demo?: true };

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

/** Adds both. */
export function withDeployment(command: Command): Command {
  return withDemo(withDefinition(command));
}

/** Adds the option without which a host that looks like production is refused. */
export function withYesProduction(command: Command): Command {
  return command.option(
    '--yes-production',
    'the host looks like production, and that is meant (default: such a host is refused)',
  );
}

/** Adds the argument that names a run. */
export function withRun(command: Command): Command {
  return command.argument('<run>', 'folder of the run, its name, or latest');
}
