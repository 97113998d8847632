import { describe, expect, it } from 'vitest';
import { mismatch } from './packages.mjs';

const there = () => true;
const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/hono': { version: '4.1.0', integrity: 'sha512-a' },
    'node_modules/ws': { version: '8.0.0', integrity: 'sha512-b' },
    'node_modules/@oxlint/binding-win32': { version: '1.0.0', optional: true },
  },
};

/** @param {Record<string, any>} changes */
function installed(changes = {}) {
  const { '': _, 'node_modules/@oxlint/binding-win32': __, ...packages } = lock.packages;
  return { packages: { ...packages, ...changes } };
}

describe('mismatch', () => {
  it('finds none in what npm ci leaves behind', () => {
    expect(mismatch(lock, installed(), there)).toBeUndefined();
  });

  it('does not mind what was installed beyond the lock', () => {
    const extra = { 'node_modules/node': { version: '24.21.0' } };
    expect(mismatch(lock, installed(extra), there)).toBeUndefined();
  });

  it('says that nothing is installed, or that an installation was cut short', () => {
    expect(mismatch(lock, undefined, there)).toBe('none are installed');
  });

  it.each([
    ['another version', { version: '4.0.9', integrity: 'sha512-a' }],
    ['other bytes', { version: '4.1.0', integrity: 'sha512-z' }],
    ['none', undefined],
  ])('names a package of which there is %s', (_, hono) => {
    const have = installed({ 'node_modules/hono': hono });
    expect(mismatch(lock, have, there)).toMatch(/^hono missing/);
  });

  it('names a package whose folder was deleted, and counts the others', () => {
    expect(mismatch(lock, installed(), (path) => !path.endsWith('ws'))).toMatch(/^ws missing/);
    expect(mismatch(lock, installed(), () => false)).toMatch(/^hono and 1 more missing/);
  });
});
