import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = dirname(fileURLToPath(import.meta.url));
const scripts = readdirSync(folder).filter((name) => /^(?!.*\.test\.).*\.mjs$/.test(name));
const oldNode = '/usr/bin/node';

describe('the bootstrap', () => {
  it.each(scripts)("%s needs nothing but Node's built-ins", (script) => {
    const source = readFileSync(join(folder, script), 'utf8');
    for (const [, name = ''] of source.matchAll(/^import .*from '([^']+)';$/gm)) {
      const own = name.startsWith('./') && scripts.includes(name.slice(2));
      expect(own || builtinModules.includes(name.replace(/^node:/, '')), name).toBe(true);
    }
  });

  it.runIf(existsSync(oldNode))("runs on the machine's own Node too (needs /usr/bin/node)", () => {
    const { status, stderr } = spawnSync(oldNode, [join(folder, 'main.mjs'), 'no-such-command'], {
      encoding: 'utf8',
    });
    expect(stderr).toContain('Unknown command "no-such-command". There are: verify');
    expect(status).toBe(2);
  });
});
