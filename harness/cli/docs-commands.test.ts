import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { chaperoneHere } from './testing/in-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What is written as code: fenced blocks line by line, and spans in the text. */
function codeIn(page: string): string[] {
  const fence = /^ *```.*?^ *```/gms;
  const blocks = [...page.matchAll(fence)].flatMap(([text]) =>
    text.replaceAll(/\\\n */g, '').split('\n'),
  );
  const spans = page.replaceAll(fence, '').matchAll(/(?<!`)`([^`]+)`(?!`)/g);
  return [...blocks, ...[...spans].map(([, text = '']) => text.replaceAll('\n', ' '))];
}

type Command = { name: string; options: string[]; text: string };

/** A call of Chaperone; null for other code. */
function commandIn(code: string): Command | null {
  const [, called = '', rest = ''] =
    /(npm run verify(?: --)?|npm run chaperone --|(?<![\w./@-])chaperone)(?= |$)([^#|]*)/.exec(
      code,
    ) ?? [];
  const [first = ''] = rest.trim().split(/\s+/);
  if (called === '' || (called === 'chaperone' && first === '')) return null;
  const name = called.startsWith('npm run verify') || first.startsWith('-') ? 'verify' : first;
  // `help` has no help of its own.
  if (!/^[a-z-]+$/.test(name) || name === 'help') return null;
  return { name, options: rest.match(/(?<=\s|\[)--?[a-z][\w-]*/g) ?? [], text: code.trim() };
}

const pages: string[] = [];
for await (const page of glob('{README,SECURITY,CONTRIBUTING,docs/**/*}.md', { cwd: root }))
  pages.push(page);
const texts = await Promise.all(pages.map((page) => readFile(join(root, page), 'utf8')));
const commands = texts.flatMap(codeIn).flatMap((code) => commandIn(code) ?? []);
const helpOf = async (name: string) => (await chaperoneHere('.', [name, '--help'])).out;
const isTold = (help: string, option: string) =>
  new RegExp(`^  (-\\w, )?${option}\\b(?!-)|^  ${option}, `, 'm').test(help);

it('the docs name the commands that people need', () => {
  const named = new Set(commands.map(({ name }) => name));
  for (const name of ['verify', 'seed', 'show', 'recheck', 'clean', 'sign-off', 'coverage', 'init'])
    expect(named).toContain(name);
  expect(commands.length).toBeGreaterThan(40);
});

it.each([...new Set(commands.map(({ name }) => name))])(
  'what the docs call `chaperone %s` with is in its help',
  async (name) => {
    const help = await helpOf(name);
    expect(help).toContain(`Usage: chaperone ${name}`);
    const wrong = commands
      .filter((command) => command.name === name)
      .filter(({ options }) => options.some((option) => !isTold(help, option)));
    expect(wrong.map(({ text }) => text)).toEqual([]);
  },
);
