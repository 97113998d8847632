import { spawn } from 'node:child_process';

/** What opens a file as a double click does. None of them is a shell, so that a name says nothing but a name. */
const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // What `start` does, without the shell that `start` is a part of.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** An opener that goes on for so long (milliseconds) is the browser itself. */
const patience = 5000;

/**
 * Opens a file in whatever this machine opens it with. Resolves with false where there is nothing that does.
 * @param file an absolute path
 */
export function openFile(
  file: string,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  const [command, ...args] = openers[platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(command, [...args, file], { detached: true, stdio: 'ignore' });
    const goesOn = setTimeout(() => resolve(true), patience);
    const settle = (isOpen: boolean): void => {
      clearTimeout(goesOn);
      resolve(isOpen);
    };
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
    // The browser outlives this process.
    child.unref();
  });
}
