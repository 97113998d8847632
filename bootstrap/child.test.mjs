import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runInPlace } from './child.mjs';

const options = { cwd: '.', env: process.env };
const child = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), 'child.mjs')).href;

/** Runs `script` through runInPlace in a process of its own, without a terminal. */
function startParent(/** @type {string} */ script) {
  const parent = `
    import { runInPlace } from '${child}';
    const options = { cwd: '.', env: process.env };
    process.exitCode = await runInPlace(process.execPath, ['-e', ${JSON.stringify(script)}], options);
  `;
  return spawn(process.execPath, ['--input-type=module', '-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('runInPlace', () => {
  it.each([0, 1, 3])('hands on exit code %i', async (code) => {
    const args = ['-e', `process.exit(${code})`];
    expect(await runInPlace(process.execPath, args, options)).toBe(code);
  });

  it('hands on how a signal ended it', async () => {
    const args = ['-e', 'process.kill(process.pid, "SIGKILL")'];
    expect(await runInPlace(process.execPath, args, options)).toBe(128 + 9);
  });

  it('passes a signal on once and outlives the child', async () => {
    const parent = startParent(`
      let heard = 0;
      process.on('SIGINT', () => {
        heard += 1;
        console.log('heard', heard);
        setTimeout(() => process.exit(3), 300);
      });
      setInterval(() => {}, 1000);
      console.log('ready');
    `);
    let output = '';
    parent.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (text.includes('ready')) {
        parent.kill('SIGINT');
      } else if (text.includes('heard 1')) parent.kill('SIGINT');
    });
    const [code] = await once(parent, 'close');
    expect(code).toBe(3);
    expect(output).toBe('ready\nheard 1\n');
  });
});
