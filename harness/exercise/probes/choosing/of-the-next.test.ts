import { expect, it } from 'vitest';
import { ofTheNext } from './of-the-next.ts';

const next = (items: string, own?: string) => ofTheNext([...items], own, (item) => item);

it('chooses the first of somebody else after one’s own, from the beginning again after the last', () => {
  expect(next('aabbc', 'a')).toBe('b');
  expect(next('aabbc', 'c')).toBe('a');
  expect(next('abca', 'a')).toBe('b');
  expect(next('aabbc', 'z')).toBe('a');
  expect(next('aa', 'a')).toBeUndefined();
});

it('lets each be chosen where all choose', () => {
  const chosen = [...'abcd'].map((own) => next('abcd', own));
  expect(new Set(chosen)).toEqual(new Set('abcd'));
});
