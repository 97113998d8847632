import { expect, it } from 'vitest';
import { differences } from './differences.ts';

const verdict = (changes: object) => ({ verdict: 'holds', reasons: ['a', 'b'], ...changes });
const invariant = (id: string, is: string) => ({ id, verdict: is });

it.each<[string, unknown, unknown, readonly string[]]>([
  ['the same', verdict({}), verdict({}), []],
  [
    'another value',
    verdict({}),
    verdict({ verdict: 'violated' }),
    ['verdict was "holds", is "violated"'],
  ],
  ['a field more', verdict({}), verdict({ scope: 'gate' }), ['scope is new']],
  ['a field less', verdict({ scope: 'gate' }), verdict({}), ['scope is gone: "gate"']],
  [
    'one reason more',
    verdict({}),
    verdict({ reasons: ['a', 'b', 'c'] }),
    ['reasons[2] was not there: "c"'],
  ],
  [
    'an element before others that have an id',
    verdict({ invariants: [invariant('x', 'holds')] }),
    verdict({ invariants: [invariant('w', 'holds'), invariant('x', 'violated')] }),
    [
      'invariants[x].verdict was "holds", is "violated"',
      'invariants[w] was not there: {"id":"w","verdict":"holds"}',
    ],
  ],
  [
    'another order of what has an id',
    [invariant('w', 'holds'), invariant('x', 'holds')],
    [invariant('x', 'holds'), invariant('w', 'holds')],
    [' has another order'],
  ],
  [
    'an object in place of nothing',
    { risk: null },
    { risk: { a: 1 } },
    ['risk was null, is {"a":1}'],
  ],
  ['a list in place of an object', { risk: { 0: 1 } }, { risk: [1] }, ['risk was {"0":1}, is [1]']],
])('%s', (_, was, is, found) => {
  expect(differences(was, is)).toEqual(found);
});
