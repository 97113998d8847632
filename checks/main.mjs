/** `npm run check`: everything that can be said about the code without running it. */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const colour = isatty(1) && !process.env.NO_COLOR;
const tool = (/** @type {string} */ path) => `node_modules/${path}`;

const checks = [
  {
    name: 'format',
    run: [tool('oxfmt/bin/oxfmt'), '--check', '.'],
    remedy: 'npm run format puts it right.',
  },
  {
    name: 'lint',
    run: [tool('oxlint/bin/oxlint'), '.'],
    remedy: 'npm run format puts some of it right.',
  },
  { name: 'types', run: [tool('typescript/bin/tsc'), '-p', '.', '--pretty', String(colour)] },
  {
    name: 'types of plain JavaScript',
    run: [tool('typescript/bin/tsc'), '-p', 'checks', '--pretty', String(colour)],
  },
  {
    name: 'dead code',
    run: [tool('knip/bin/knip.js'), '--no-progress'],
    remedy: 'Delete what nobody uses.',
  },
  { name: 'house', run: ['checks/house.mjs'] },
  { name: 'licences', run: ['checks/licences.mjs'] },
];

// Two at a time would be no faster: most of the tools use every core themselves.
let failed = 0;
for (const { name, run, remedy } of checks) {
  const started = Date.now();
  const { code, output } = await capture(run);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (code === 0) {
    console.log(`ok     ${name} (${seconds} s)`);
    continue;
  }
  failed += 1;
  console.log(`${output.trimEnd()}\nFAILED ${name} (${seconds} s)${remedy ? `: ${remedy}` : ''}`);
}
process.exitCode = failed === 0 ? 0 : 1;

/**
 * @param {string[]} args for Node
 * @returns {Promise<{ code: number, output: string }>}
 */
function capture(args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...(colour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) };
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      // Some tools colour whatever they are told.
      resolve({ code: code ?? 1, output: colour ? output : stripVTControlCharacters(output) });
    });
  });
}
