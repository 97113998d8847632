import { describe, expect, it } from 'vitest';
import { givenTexts } from './given-texts.ts';

describe('givenTexts', () => {
  it('takes texts and numbers, and leaves out what is absent', () => {
    expect(givenTexts({ a: 'x', b: 1041, c: undefined, d: null }, 'f')).toEqual({
      a: 'x',
      b: '1041',
    });
    expect(givenTexts(undefined, 'f')).toEqual({});
  });

  it.each(['con_1', ['con_1'], 7])('refuses %j in place of ids', (given) => {
    expect(() => givenTexts(given, 'consultations.create')).toThrow(
      /^consultations.create did not return/,
    );
  });

  it('names what is no text, and not its value', () => {
    expect(() => givenTexts({ id: { secret: 1 } }, 'accounts.create')).toThrow(
      'accounts.create returned id, which is neither a text nor a number',
    );
  });
});
