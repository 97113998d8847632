/** `npm run build`: what the published package contains, as JavaScript with types, in `dist/`. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInPlace } from './child.mjs';
import { pruneDeclarations } from './declarations.mjs';
import { readJson } from './packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
/** As in tsconfig.build.json. */
const folders = ['harness', 'clinic', 'definition', 'properties', 'scenarios', 'reports'];

rmSync(dist, { recursive: true, force: true });
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
process.exitCode = await runInPlace(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: root,
  env: process.env,
});
// Where it failed, there is nothing to come to.
if (process.exitCode === 0) pruneDeclarations(dist, 'harness/index.d.ts');
mkdirSync(dist, { recursive: true });
for (const folder of folders) {
  cpSync(join(root, folder), join(dist, folder), { recursive: true, filter: isAsset });
}
// Code that looks for our version finds it at the same relative place as in the checkout.
const { version, type } = readJson(join(root, 'package.json'));
writeFileSync(join(dist, 'package.json'), JSON.stringify({ version, type }));

/** Style sheets and the like, which tsc leaves where they are. */
function isAsset(/** @type {string} */ path) {
  if (path === join(root, 'reports', 'runs')) return false;
  // Inputs of tests.
  if (['testing', 'cases', 'fixtures'].includes(basename(path))) return false;
  return !['.ts', '.md'].includes(extname(path)) && !basename(path).includes('.test.');
}
