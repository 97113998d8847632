import { expect, it } from 'vitest';
import { endOfDoings, findDoings, longestUnderWay } from './doings.ts';
import type { Fact } from './fact.ts';

const planted = (at: number): Fact => ({
  type: 'fact',
  fact: 'field-planted',
  at,
  account: 'a0',
  field: 1,
  name: 'message',
  thing: 'a0.0',
  carrier: 'token',
});
const created: Fact = {
  type: 'fact',
  fact: 'thing-created',
  at: 5000,
  owner: 'a0',
  thing: 'a0.0',
  ids: {},
  phase: 'after-update',
};

it('what is done to a thing that is there, of which only the beginning is recorded, lasts a while', () => {
  const facts = [planted(4900), created, planted(9000)];
  const end = endOfDoings({ facts });
  expect(end).toBe(9000 + longestUnderWay);
  const find = findDoings({ facts });
  expect(find(end - 1, end + 1)).toHaveLength(1);
  expect(find(end, end + 1)).toEqual([]);
});

it('what is done again and again to a thing of which another worker tells lasts until the last is over', () => {
  expect(endOfDoings({ facts: [planted(4900), planted(9000)] })).toBe(9000 + longestUnderWay);
});

it('where nobody did anything there is nothing to wait for', () => {
  expect(endOfDoings({ facts: [] })).toBe(0);
  expect(endOfDoings({ facts: [created] })).toBe(5000);
});
