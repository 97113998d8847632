import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyOf } from './keys.ts';

const part = fc.option(fc.string({ unit: fc.constantFrom('a', '=', '-', '\n', '"', '[') }));
const parts = fc.array(part, { minLength: 1, maxLength: 3 });

it('makes one key of the same parts only, whatever stands in them', () => {
  fc.assert(
    fc.property(parts, parts, (some, others) => {
      const isSame = JSON.stringify(some) === JSON.stringify(others);
      expect(keyOf(...some) === keyOf(...others)).toBe(isSame);
    }),
    {
      examples: [
        [['a', 'b'], ['a\n=b']],
        [[null], ['']],
        [[null, 'a'], ['-\n=a']],
      ],
    },
  );
});
