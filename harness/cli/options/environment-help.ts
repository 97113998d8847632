import type { Help } from 'commander';
import { toldVariables } from '../../domain/environment.ts';

/** The section of `chaperone --help` on environment variables. */
export function environmentHelp(help: Help): string {
  const indent = ' '.repeat(6);
  const lines = toldVariables.map(({ name, meaning, without, readBy }) => {
    const text = help.boxWrap(`${meaning} (read by ${readBy}; default: ${without})`, 72);
    return `  ${name}\n${indent}${text.replaceAll('\n', `\n${indent}`)}`;
  });
  return `\nEnvironment variables:\n${lines.join('\n')}`;
}
