import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pruneDeclarations } from './declarations.mjs';

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'declarations-'));
  mkdirSync(join(folder, 'rooms'));
  write(
    'index.d.ts',
    `export { a } from './rooms/a.ts';\nexport type { B } from "./rooms/b.js";\n`,
  );
  write('rooms/a.d.ts', `export declare const a: import('./c.ts').C;\nimport 'zod';\n`);
  write('rooms/b.d.ts', `import type { C } from './c.ts';\nexport type B = C;\n`);
  write('rooms/c.d.ts', `import type { B } from './b.ts';\nexport type C = { b: B };\n`);
  write('rooms/d.d.ts', `export type D = 1;\n`);
  write('rooms/d.js', '');
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * @param {string} name
 * @param {string} text
 */
function write(name, text) {
  writeFileSync(join(folder, name), text);
}

it('keeps what the public door leads to, and everything that is no declaration', () => {
  pruneDeclarations(folder, 'index.d.ts');
  expect(readdirSync(join(folder, 'rooms')).sort()).toEqual(['a.d.ts', 'b.d.ts', 'c.d.ts', 'd.js']);
});

it('refuses an import that leads nowhere', () => {
  write('rooms/b.d.ts', `export type { X } from './gone.ts';\n`);
  expect(() => pruneDeclarations(folder, 'index.d.ts')).toThrow('imports ./gone.ts');
});
