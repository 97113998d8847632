import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { toldVariables, variables } from '../domain/environment.ts';
import { chaperoneHere } from './testing/in-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFile(join(root, file), 'utf8');
const inFile = toldVariables.filter(({ shellOnly }) => shellOnly === undefined);

/** The content of `.env.example`: every variable that may stand in `.env`, commented out. */
function envExample(): string {
  const entries = inFile.map(
    ({ name, meaning, without, readBy }) =>
      `# ${meaning}.\n# Read by ${readBy}. Default: ${without}.\n# ${name}=\n`,
  );
  return [
    '# Copy to .env beside chaperone.config.ts, and keep that out of git. What is set outside it comes first.\n',
    ...entries,
  ].join('\n');
}

describe('the environment', () => {
  // `npx vitest run --project unit harness/cli/environment.test.ts -u` updates these files.
  it('stands in .env.example, with nothing set', async () => {
    await expect(envExample()).toMatchFileSnapshot(join(root, '.env.example'));
    expect(parseEnv(await read('.env.example'))).toEqual({});
    expect(inFile.length).toBeGreaterThan(3);
  });

  it('stands in the guide, as a table', async () => {
    const guide = await read('docs/your-deployment.md');
    const cells = guide
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+` /.test(line))
      .map((line) => line.split(/ +\| +|^\| +| +\|$/).filter((cell) => cell !== ''));
    expect(cells).toEqual(
      toldVariables.map(({ name, meaning, without, readBy }) => [
        `\`${name}\``,
        meaning,
        without,
        readBy,
      ]),
    );
  });

  it('stands in the help', async () => {
    const { code, out } = await chaperoneHere('.', ['--help']);
    expect(code).toBe(0);
    const words = out.replaceAll(/\s+/g, ' ');
    for (const { name, meaning, without } of toldVariables) {
      expect(words).toContain(` ${name} ${meaning} (`);
      expect(words).toContain(`default: ${without})`);
    }
    expect(words).not.toContain('CHAPERONE_RUN ');
  });

  it('holds every variable that any file names', async () => {
    const ours = new Set<string>();
    const asked = new Set<string>();
    for await (const file of glob('**/*.{ts,mjs,md}', { cwd: root, exclude: isNotOurs })) {
      const text = await read(file);
      for (const [name] of text.matchAll(/\bCHAPERONE_[A-Z_]*[A-Z]\b/g)) ours.add(name);
      if (/\.test\.|testing|^clinic\/embedded|\.md$/.test(file)) continue;
      for (const [, name = ''] of text.matchAll(/\benv(?:\.|\[')([A-Z_]+)\b/g)) asked.add(name);
    }
    const known = Object.keys(variables);
    expect([...ours].sort()).toEqual(known.filter((name) => name.startsWith('CHAPERONE_')).sort());
    // PATH belongs to the system, and ACME_URL is an example of a user's variable.
    const others = new Set(['PATH', 'ACME_URL']);
    expect([...asked].filter((name) => !known.includes(name) && !others.has(name))).toEqual([]);
    expect(asked).toContain('CLINIC_ADMIN_KEY');
  });
});

function isNotOurs(path: string): boolean {
  return ['node_modules', 'dist', 'runs'].includes(basename(path)) || /^\.\w/.test(basename(path));
}
