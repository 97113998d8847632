/**
 * `npm run example:fhir [-- --break search | binary | revinclude]`: installs a FHIR router, has
 * Chaperone start, update and verify it, and exits with the verdict. Other options are those of `verify`.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInPlace } from '../../bootstrap/child.mjs';
import { say } from '../../bootstrap/install.mjs';
import { inTurnOf, installPackages } from '../../bootstrap/npm-ci.mjs';
import { Problem } from '../../bootstrap/problem.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const chaperone = join(folder, '..', '..', 'harness', 'cli', 'main.ts');

process.exitCode = await main(process.argv.slice(2));

/** @param {readonly string[]} args */
async function main(args) {
  try {
    // Nothing of it is native, so nothing has to be built.
    await inTurnOf(folder, () => installPackages(folder, process.env, ['--ignore-scripts']));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(`${error.message}\n${error.remedy}`);
    return 2;
  }
  const config = join(folder, 'chaperone.config.ts');
  const options = ['--config', config, '--only', 'sweep', ...withUpdate(args)];
  const cwd = process.cwd();
  return runInPlace(process.execPath, [chaperone, 'verify', ...options], { cwd, env: process.env });
}

/**
 * `--break search` is an update that breaks it.
 *
 * @param {readonly string[]} args
 */
function withUpdate(args) {
  const at = args.indexOf('--break');
  if (at === -1) return args;
  return args.toSpliced(at, 2, '--update', `break-${args[at + 1] ?? ''}`);
}
