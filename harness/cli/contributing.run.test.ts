import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../run/testing/work-folder.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const text = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8');
const [, after = ''] = text.split('\n## Recipes\n');
const [chapter = ''] = after.split('\n## ');
const recipes = chapter
  .split('\n### ')
  .slice(1)
  .map((part) => ({ name: part.split('\n')[0] ?? '', part, blocks: blocksOf(part) }));

type Block = { language: string; lines: readonly string[] };

/** The code blocks of a recipe, without the indentation of the step that they belong to. */
function blocksOf(part: string): Block[] {
  return [...part.matchAll(/^( *)```(\w+)\n(.*?)^ *```$/gms)].map(
    ([, indent = '', language = '', body = '']) => ({
      language,
      lines: body
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(indent.length)),
    }),
  );
}

/** The commands of a recipe: the lines of its shell blocks. */
const commandsOf = ({ blocks }: { blocks: readonly Block[] }) =>
  blocks.filter(({ language }) => language === 'sh').flatMap(({ lines }) => lines);

/** The files that the recipe's code blocks create. */
const madeBy = ({ blocks }: { blocks: readonly Block[] }) =>
  blocks
    .filter(({ language }) => language === 'ts')
    .map(({ lines: [first = ''] }) => first.replace('// ', ''));

describe('a recipe of CONTRIBUTING.md', () => {
  it('exists for everything that is added regularly', () => {
    expect(recipes.map(({ name }) => name)).toEqual([
      'An invariant',
      'A probe',
      'A planted leak',
      'A surface',
      'A kind of surface',
      'What a surface gives',
      'A variant',
      'An encoding',
      'A report format',
      'A command',
      'An option',
      'An update of the clinic',
      'A field of the verdict',
      'An environment variable',
      'An npm package',
      'A test',
    ]);
  });

  it.each(recipes)('names existing files: $name', (recipe) => {
    const prose = recipe.part.replaceAll(/^ *```.*?^ *```$/gms, '');
    const quoted = [...prose.matchAll(/`([^`\s<>*]+\/[^`\s<>*]*)`/g)].map(([, path = '']) => path);
    const asked = commandsOf(recipe).flatMap((line) =>
      line.split(' ').filter((word) => word.includes('/')),
    );
    const made = madeBy(recipe);
    const paths = [...quoted, ...asked].filter((path) => !made.includes(path));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(recipes)('names exports that one of its files has: $name', async ({ part }) => {
    // “`attemptOf` in `harness/exercise/attempt/attempt-of.ts`”, “`a` and `b` in …”.
    for (const [, names = '', path = ''] of part.matchAll(
      /((?:`\w+`(?:, | and )?)+) (?:in|of) `([\w/.-]+\.(?:ts|mjs))`/g,
    )) {
      const source = await readFile(join(root, path), 'utf8');
      for (const [, name = ''] of names.matchAll(/`(\w+)`/g))
        expect(source, `${name} in ${path}`).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});

/** Copies the repository, with its installed packages. */
async function copyOfRepository(): Promise<string> {
  const folder = await emptyFolder();
  const left = /^\.git$|^node_modules$|^dist$|^reports\/runs(\/|$)|^\.chaperone/;
  await cp(root, folder, {
    recursive: true,
    filter: (path) => !left.test(path.slice(root.length)) && !path.endsWith('/node_modules'),
  });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Applies the code blocks of a recipe. Throws when a change does not fit exactly one place. */
async function follow(folder: string, blocks: readonly Block[]): Promise<void> {
  for (const { language, lines } of blocks) {
    const [first = '', ...rest] = lines;
    const path = join(folder, first.replace(/^(\/\/|---) /, ''));
    if (language === 'ts') {
      expect(existsSync(path), `${first} is there already`).toBe(false);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${rest.join('\n')}\n`);
    } else if (language === 'diff') {
      let source = await readFile(path, 'utf8');
      for (const hunk of rest.join('\n').split('\n@@\n')) source = changed(source, hunk);
      await writeFile(path, source);
    }
  }
}

/** Applies a change to a text: lines with `-` are removed, lines with `+` are added. */
function changed(source: string, hunk: string): string {
  const side = (left: string) =>
    hunk
      .split('\n')
      .filter((line) => !line.startsWith(left))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const parts = source.split(side('+'));
  expect(parts.length, `places in the file that are\n${side('+')}`).toBe(2);
  return parts.join(side('-'));
}

/** Runs the commands of a recipe. When one fails, throws an error with its output. */
async function runIn(folder: string, commands: readonly string[]): Promise<void> {
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
  const path = `${join(root, 'node_modules/.bin')}:${env['PATH']}`;
  for (const command of commands) {
    const { stdout } = await run('sh', ['-c', command], {
      cwd: folder,
      env: { ...env, CI: '', NO_COLOR: '1', PATH: path },
    }).catch(({ stdout: out, stderr }: { stdout?: string; stderr?: string }) => {
      throw new Error(`${command}\n${out}\n${stderr}`);
    });
    expect(stdout, command).toMatch(/Tests +\d+ passed/);
  }
}

/** The recipes whose commands are run. Others are left out, because each command takes seconds. */
const withCommands = new Set(['A probe', 'An environment variable']);

describe('a recipe with code', () => {
  const coded = recipes.filter(({ blocks }) => blocks.some(({ language }) => language === 'diff'));

  it('is one of these', () => {
    expect(coded.map(({ name }) => name)).toEqual([
      'An invariant',
      'A probe',
      'An update of the clinic',
      'A field of the verdict',
      'An environment variable',
    ]);
  });

  it('can be followed word by word', async () => {
    const folder = await copyOfRepository();
    let count = 0;
    // Recipes with commands come first, because the goldens do not have what other recipes add.
    const order = [...coded].sort(
      (one, other) => Number(withCommands.has(other.name)) - Number(withCommands.has(one.name)),
    );
    for (const recipe of order) {
      await follow(folder, recipe.blocks);
      if (!withCommands.has(recipe.name)) continue;
      const commands = commandsOf(recipe);
      await runIn(folder, commands);
      count += commands.length;
    }
    expect(count).toBe(withCommands.size);
  });
});
