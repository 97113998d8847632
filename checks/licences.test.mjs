import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { licenceFaults } from './licences.mjs';

/** @param {unknown} license */
const of = (license) =>
  licenceFaults({ packages: { '': {}, 'node_modules/a/node_modules/@b/c': { license } } });

it.each(['MIT', '(MIT OR GPL-3.0)', 'MIT AND Zlib', '(MIT AND Zlib)', 'MPL-2.0'])(
  'allows %s',
  (license) => {
    expect(of(license)).toEqual([]);
  },
);

it.each(['GPL-3.0', 'AGPL-3.0', 'MIT AND GPL-3.0', 'SEE LICENSE IN x', 'MIT AND (X OR ISC)'])(
  'refuses %s',
  (license) => {
    expect(of(license)).toEqual([`@b/c is under ${license}`]);
  },
);

it('refuses a package without a licence', () => {
  expect(of(undefined)).toEqual(['@b/c names no licence']);
});

it('finds nothing in our own lock file', () => {
  const file = new URL('../package-lock.json', import.meta.url);
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(licenceFaults(lock)).toEqual([]);
});
