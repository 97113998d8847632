import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../clinic/command-line.ts';
import { updates } from '../../clinic/updates/index.ts';
import { emptyFolder, writeDefinition } from '../run/testing/work-folder.ts';
import { chaperoneHere } from './testing/in-process.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = await readFile(join(root, 'README.md'), 'utf8');
const guides = await Promise.all(
  ['your-deployment.md', 'probes.md'].map(async (name) =>
    readFile(join(root, 'docs', name), 'utf8'),
  ),
);

const blocks = (language: string, page = readme) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, text = '']) => text,
  );
const prose = readme.replaceAll(/^```.*?^```/gms, '');
/** All commands of the README: the lines of its shell blocks, and commands in backquotes in its text. */
const commands = [
  ...blocks('sh').flatMap((text) => text.split('\n')),
  ...[...prose.matchAll(/`((?:npm|npx|chaperone) [^`]+)`/g)].map(([, text = '']) =>
    text.replaceAll('\n', ' '),
  ),
]
  .map((line) => line.replace(/ +#.*/, '').trim())
  .filter((line) => line !== '');

/** The arguments of a `chaperone` command; null for other commands. */
function argumentsOf(command: string): readonly string[] | null {
  const [, called, rest] =
    /^(npm run verify(?: --)?|npm run chaperone --|npx --no chaperone|chaperone)(?= |$)(.*)$/.exec(
      command,
    ) ?? [];
  if (called === undefined || rest === undefined) return null;
  const words = rest
    .replaceAll(/<[^>]+>/g, 'reports/runs/latest')
    .split(' ')
    .filter((word) => word !== '');
  return called.startsWith('npm run verify') ? ['verify', ...words] : words;
}

/** Messages of the command line for valid arguments when there is no run or deployment to apply them to. */
const taken =
  /Nothing says what the deployment is|there is a deployment definition already|not the deployment of|There is no run reports\/runs\/latest|The folder reports\/runs could not be read|did not tell its release: GET \/version failed|Clinic is started here|Usage: chaperone/;

describe('the README', () => {
  it('holds the commands that these tests are about', () => {
    expect(commands).toEqual(
      expect.arrayContaining([
        'npm run verify',
        'npm test',
        'npm run verify -- --update babylon-2020',
        'npx --no chaperone seed',
      ]),
    );
  });

  it.each(commands.filter((command) => /^npm (run|test)\b/.test(command)))(
    '`%s` is a script that is there',
    async (command) => {
      const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
        scripts: Record<string, string>;
      };
      const name = command.split(' ')[1] === 'run' ? command.split(' ')[2] : command.split(' ')[1];
      expect(scripts[name ?? '']).toBe(`node bootstrap/main.mjs ${name}`);
    },
  );

  it.each(commands.filter((command) => argumentsOf(command) !== null))(
    '`%s` has arguments that the command line takes',
    async (command) => {
      const folder = await emptyFolder();
      const ids = JSON.stringify(updates.map(({ id }) => ({ id, title: id })));
      const elsewhere = /seed|--run|--update-command/.test(command);
      const embedded = `url: undefined, embedded: { updates: ${ids}, start: async () => { throw new Error('Clinic is started here'); } }`;
      await writeDefinition(folder, 'http://127.0.0.1:9', elsewhere ? '' : embedded);
      const { out, err } = await chaperoneHere(folder, argumentsOf(command) ?? []);
      expect(`${out}${err}`).toMatch(taken);
    },
  );

  it('names options of the clinic that it has', () => {
    const [command = ''] = commands.filter((one) => one.startsWith('npm run clinic'));
    expect(readCommandLine(command.split(' -- ')[1]?.split(' ') ?? [])).toMatchObject({
      port: 4600,
      update: { id: 'babylon-2020' },
    });
  });

  it('`npm run verify -- --help` does what it says', async () => {
    expect(commands).toContain('npm run verify -- --help');
    const { stdout } = await run('npm', ['run', 'verify', '--', '--help'], { cwd: root });
    for (const option of ['--update <id>', '--only <parts>', 'Exit codes:'])
      expect(stdout).toContain(option);
  });

  it('shows a definition that type-checks, and so does the code in the docs', async () => {
    const [definition = ''] = blocks('ts');
    const shown = guides.flatMap((guide) => blocks('ts', guide));
    expect(definition).toContain("from 'chaperone'");
    expect(shown.length).toBeGreaterThan(1);
    const folder = await emptyFolder();
    await writeFile(join(folder, 'chaperone.config.ts'), definition);
    for (const [index, code] of shown.entries())
      await writeFile(join(folder, `shown-${index}.ts`), code);
    const settings = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        paths: { chaperone: [join(root, 'harness/index.ts')] },
        typeRoots: [join(root, 'node_modules/@types')],
      },
      include: [join(folder, '*.ts')],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const complaints = await run(process.execPath, [tsc, '--project', folder]).then(
      () => 'none',
      (error: { stdout: string; message: string }) => error.stdout || error.message,
    );
    expect(complaints).toBe('none');
  });
});
