/**
 * `npm run check:pack`: packs the package, installs the tarball into an empty folder as a stranger
 * would, and uses it: its command, its types, and what publint and npm say of it. With `-- --verify` also
 * runs `chaperone verify --demo` there.
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
  publishDry(join(folder, tarball));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], folder);
  const chaperone = join(folder, 'node_modules', '.bin', 'chaperone');
  run(chaperone, ['--help'], folder);
  // Nothing is described there: a pass would be one of nothing.
  run(chaperone, ['verify'], folder, 2);
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
    run(chaperone, ['verify', '--demo'], folder);
  }
  console.log('The package works.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Lets npm say what it would put right while publishing, which publishes nothing.
 *
 * @param {string} tarball
 */
function publishDry(tarball) {
  console.log(`$ npm publish --dry-run ${tarball}`);
  const { status, stderr } = spawnSync('npm', ['publish', '--dry-run', tarball], {
    encoding: 'utf8',
  });
  console.log(stderr.match(/(package size|total files).*/g)?.join(', ') ?? stderr);
  const warnings = stderr.match(/^npm warn .*$/gm)?.filter((line) => !line.includes('logged in'));
  if (status !== 0 || (warnings?.length ?? 0) > 0)
    throw new Error(`npm would not publish it as it is:\n${warnings?.join('\n') ?? stderr}`);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @param {number} expected exit code
 */
function run(command, args, cwd, expected = 0) {
  console.log(`$ ${[command, ...args].join(' ')}`);
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== expected) throw new Error(`${command} ${args[0]} ended with exit code ${status}`);
}
