import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { licenceFaults } from './licences.mjs';

/**
 * @param {unknown} license
 * @param {boolean} [dev]
 */
const of = (license, dev = false) =>
  licenceFaults({ packages: { '': {}, 'node_modules/a/node_modules/@b/c': { license, dev } } });

it.each(['MIT', '(MIT OR GPL-3.0)', 'MIT AND Zlib', '(MIT AND Zlib)'])('allows %s', (license) => {
  expect(of(license)).toEqual([]);
});

it.each(['GPL-3.0', 'MIT AND GPL-3.0', 'MPL-2.0', 'SEE LICENSE IN x', 'MIT AND (X OR ISC)'])(
  'refuses %s',
  (license) => {
    expect(of(license)).toEqual([`@b/c is under ${license}`]);
  },
);

it('refuses a package without a licence, and allows tools more', () => {
  expect(of(undefined)).toEqual(['@b/c names no licence']);
  expect(of('MPL-2.0', true)).toEqual([]);
  expect(of('AGPL-3.0', true)).toHaveLength(1);
});

it('finds nothing in our own lock file', () => {
  const file = new URL('../package-lock.json', import.meta.url);
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(licenceFaults(lock)).toEqual([]);
});
