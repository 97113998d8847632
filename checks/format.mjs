/** `npm run format`: puts right what can be put right without thinking. */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const cwd = dirname(dirname(fileURLToPath(import.meta.url)));
const tools = [
  ['node_modules/oxlint/bin/oxlint', '--fix', '--quiet', '.'],
  ['node_modules/oxfmt/bin/oxfmt', '.'],
];

for (const args of tools) {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  process.exitCode ||= status ?? 1;
}
