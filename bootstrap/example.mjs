import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInPlace } from './child.mjs';
import { say } from './install.mjs';
import { inTurnOf, installPackages } from './npm-ci.mjs';
import { Problem } from './problem.mjs';

const chaperone = fileURLToPath(new URL('../harness/cli/main.ts', import.meta.url));

/**
 * Installs an example's packages, if it has any, has Chaperone start, update and verify its server, and resolves with the exit code.
 *
 * @param {string} folder the example's
 * @param {readonly string[]} args options of `verify`, and `--break <what>`
 */
export async function verifyExample(folder, args) {
  try {
    // Nothing of it is native, so nothing has to be built.
    if (existsSync(join(folder, 'package.json'))) {
      await inTurnOf(folder, () => installPackages(folder, process.env, ['--ignore-scripts']));
    }
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
 * `--break <what>` is an update that breaks it.
 *
 * @param {readonly string[]} args
 */
function withUpdate(args) {
  const at = args.indexOf('--break');
  if (at === -1) return args;
  return args.toSpliced(at, 2, '--update', `break-${args[at + 1] ?? ''}`);
}
