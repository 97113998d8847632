import { withoutCommands } from './commands/on-github.ts';

/** Writes a line to standard error. Results go to standard output instead. */
export function say(text: string): void {
  process.stderr.write(`${withoutCommands(text)}\n`);
}
