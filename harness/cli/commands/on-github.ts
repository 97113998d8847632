import { readVariable } from '../../domain/read-environment.ts';

/** Whether GitHub's runner reads what is printed. It takes lines of it for commands. */
export function isOnGitHub(): boolean {
  return readVariable('GITHUB_ACTIONS') === 'true';
}

/** Text in which a deployment has a say, such as an error: on GitHub, none of it is a command of the runner. */
export function withoutCommands(text: string): string {
  return isOnGitHub() ? text.replace(/^\s*(?=::)|##(?=\[)/gm, '$&\u200b') : text;
}
