import { describe, expect, it } from 'vitest';
import { isNewEnough, suitableNode } from './node-version.mjs';

describe('isNewEnough', () => {
  it.each([
    ['20.20.2', false],
    ['24.6.9', false],
    ['24.7.0', true],
    ['24.21.0', true],
    ['25.0.0', true],
    ['9.99.0', false],
  ])('%s for >=24.7: %s', (version, expected) => {
    expect(isNewEnough(version, '>=24.7')).toBe(expected);
  });
});

describe('suitableNode', () => {
  it('is the one that runs, unless it has been removed meanwhile', () => {
    expect(suitableNode('/nowhere', '>=20')).toBe(process.execPath);
    expect(suitableNode('/nowhere', '>=20', '/nowhere/bin/node')).toBeUndefined();
  });
});
