import { describe, expect, it } from 'vitest';
import { isCi, readFlag, readVariable, readWholeNumber } from './read-environment.ts';
import { type VariableName, variables } from './environment.ts';
import { UsageError } from './errors.ts';

const names = Object.keys(variables) as VariableName[];

describe('an environment variable', () => {
  it.each(names)('%s is what it is set to, and may be left out', (name) => {
    expect(readVariable(name, { [name]: 'x y' })).toBe('x y');
    expect(readVariable(name, {})).toBeUndefined();
  });

  it('that is empty is an error where that could test the wrong thing, else it is not set', () => {
    const refused = names.filter((name) => {
      try {
        return readVariable(name, { [name]: ' ' }) !== undefined;
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect(String(error)).toContain(`${name} is empty`);
        return true;
      }
    });
    expect(refused).toEqual([
      'CHAPERONE_KEY',
      'CHAPERONE_CONFIG',
      'CHAPERONE_UPDATE',
      'CHAPERONE_SIGNING_KEY',
      'CHAPERONE_SIGNING_PASSPHRASE',
      'CHAPERONE_RUN',
      'CHAPERONE_ID_KEY',
      'CHAPERONE_SECRETS',
    ]);
  });

  it.each([
    ['1', true],
    ['0', false],
    ['', false],
    [undefined, false],
  ])('that says yes or no: %s', (value, flag) => {
    expect(readFlag('CHAPERONE_YES_PRODUCTION', { CHAPERONE_YES_PRODUCTION: value })).toBe(flag);
  });

  it('that says neither is no guess', () => {
    const environment = { CHAPERONE_YES_PRODUCTION: 'true' };
    expect(() => readFlag('CHAPERONE_YES_PRODUCTION', environment)).toThrow('neither 1 nor 0');
  });

  it.each(['a', '1.5', 'NaN', '1e99', '9007199254740993'])(
    'that is no whole number: %s',
    (text) => {
      expect(() => readWholeNumber('CHAPERONE_SEED', { CHAPERONE_SEED: text })).toThrow(
        `CHAPERONE_SEED=${text} is not a whole number.`,
      );
    },
  );

  it.each([
    ['true', true],
    ['1', true],
    ['woodpecker', true],
    ['false', false],
    ['0', false],
    ['', false],
    [undefined, false],
  ])('says whether this is CI: %s', (CI, expected) => {
    expect(isCi({ CI })).toBe(expected);
  });
});
