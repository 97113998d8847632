/**
 * Runs a command of this checkout, on any machine with Node 20 or newer: sets up what is missing,
 * says so, and hands over. Needs nothing but Node's built-ins, since nothing else may be there yet.
 */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as util from 'node:util';
import { runInPlace } from './child.mjs';
import { commands, needsBrowser } from './commands.mjs';
import { say } from './install.mjs';
import { Problem } from './problem.mjs';
import { setUp } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} argv */
async function main([name = '', ...args]) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    say(`Unknown command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
    return 2;
  }
  try {
    const { node, browser } = await setUp(root, {
      browser: needsBrowser(name, args),
      env: { ...dotEnv(), ...process.env },
    });
    const path = [join(root, 'node_modules', '.bin'), dirname(node), process.env.PATH];
    const env = {
      ...process.env,
      PATH: path.filter(Boolean).join(delimiter),
      // A run starts half a dozen processes of the same modules: one compiles them for all, and for the next run.
      NODE_COMPILE_CACHE:
        process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'compiled'),
      ...(browser === undefined ? {} : { CHAPERONE_BROWSER: browser }),
    };
    const script = join(root, command.script);
    return await runInPlace(node, [script, ...(command.args ?? []), ...args], { cwd: root, env });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(`${error.message}\n${error.remedy}`);
    return 2;
  }
}

/** A browser may be named in `.env` too. Node before 20.12 cannot read it. */
function dotEnv() {
  const file = join(root, '.env');
  return existsSync(file) ? util.parseEnv?.(readFileSync(file, 'utf8')) : undefined;
}
