/**
 * `npm run check:sign-off`: installs clients of signed statements that others wrote (securesystemslib and
 * in-toto-attestation, for Python) into node_modules/.cache, and lets them verify what `chaperone sign-off` wrote.
 */
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const clients = join(root, 'node_modules', '.cache', 'sign-off-clients');
const bin = join(clients, process.platform === 'win32' ? 'Scripts' : 'bin');
const wanted = ['securesystemslib[crypto]==1.6.0', 'in-toto-attestation==0.9.3'];
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

run('python3', ['-m', 'venv', clients]);
run(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...wanted]);
const test = 'harness/cli/other-clients.run.test.ts';
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
run(process.execPath, [vitest, 'run', '--project', 'runs', test]);

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  console.log(`$ ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' });
  if (status === 0) return;
  console.error(
    `${command} ${error === undefined ? `ended with exit code ${status}` : `could not be started (${error.message})`}.`,
  );
  process.exit(1);
}
