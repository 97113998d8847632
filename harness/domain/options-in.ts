/**
 * The names of the options in a command line that a plan keeps, in their order: `--demo`, `--config`, …
 * What is quoted is a value, whatever it looks like.
 */
export function optionsIn(command: string): string[] {
  return command
    .replaceAll(/'[^']*'|\\./g, 'value')
    .split(' ')
    .filter((word) => word.startsWith('--'));
}
