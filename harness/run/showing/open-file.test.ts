import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from '../testing/work-folder.ts';
import { openFile } from './open-file.ts';

/** Puts a program in front of all others, which notes what it was given. Returns the file of its notes. */
async function stub(name: string, exitCode: number): Promise<string> {
  const folder = await emptyFolder();
  const notes = join(folder, 'notes');
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" >'${notes}'\nexit ${exitCode}\n`;
  await writeFile(join(folder, name), script);
  await chmod(join(folder, name), 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = `${folder}${delimiter}${before}`;
  onTestFinished(() => void (process.env['PATH'] = before));
  return notes;
}

const hostile = '/runs/a b; $(touch c) & d/index.html';

it.each([
  ['linux', 'xdg-open', []],
  ['darwin', 'open', []],
  ['win32', 'rundll32', ['url.dll,FileProtocolHandler']],
] as const)('opens a file on %s by %s, whatever its name', async (platform, name, first) => {
  const notes = await stub(name, 0);
  expect(await openFile(hostile, platform)).toBe(true);
  expect((await readFile(notes, 'utf8')).trimEnd().split('\n')).toEqual([...first, hostile]);
});

it('tells where the program fails, and where there is none', async () => {
  await stub('xdg-open', 3);
  expect(await openFile(hostile, 'linux')).toBe(false);
  process.env['PATH'] = await emptyFolder();
  expect(await openFile(hostile, 'linux')).toBe(false);
});
