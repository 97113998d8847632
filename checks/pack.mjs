/**
 * `npm run check:pack`: packs the package, installs the tarball into an empty folder as a stranger
 * would, and uses it: its command, its types, and what publint says of it. With `-- --verify` also
 * runs `chaperone verify` there.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'chaperone pack '));
const consumer = `import { defineDeployment } from 'chaperone';

export const check: (...args: never[]) => unknown = defineDeployment;
`;
const readsSchema = `import schema from 'chaperone/verdict.schema.json' with { type: 'json' };
if (!schema.required.includes('verdict')) throw new Error('The schema of the verdict is another.');`;
// As `tsc --init` writes them, with no types of the consumer's own.
const compilerOptions = {
  module: 'nodenext',
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

try {
  run('npm', ['pack', '--pack-destination', folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack left no tarball');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], folder);
  run(join(folder, 'node_modules', '.bin', 'chaperone'), ['--help'], folder);
  run(process.execPath, ['--input-type=module', '--eval', readsSchema], folder);

  writeFileSync(join(folder, 'consumer.ts'), consumer);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  run(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder],
    root,
  );

  const { messages, pkg } = await publint({ pkgDir: root, strict: true });
  for (const message of messages) console.log(formatMessage(message, pkg));
  if (messages.length > 0) throw new Error('publint has objections');

  if (process.argv.includes('--verify')) {
    run(join(folder, 'node_modules', '.bin', 'chaperone'), ['verify'], folder);
  }
  console.log('The package works.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  console.log(`$ ${[command, ...args].join(' ')}`);
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed (exit code ${status})`);
}
