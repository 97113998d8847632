import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRepetitions } from './repetitions.ts';

const ids = fc.oneof(
  fc
    .tuple(fc.constantFrom('sweep', 'sweep-1', 'sweep-', '', 'a\nb'), fc.nat(20_000))
    .map(([worker, number]) => `${worker}-${number}`),
  fc.constantFrom('', '-', '-0', 'w-01', 'w-1', 'w-1.0', 'w-1e3', 'w-1000', 'w-12345678901', '1'),
);

it('tells of each id whether it was there before', () => {
  fc.assert(
    fc.property(fc.array(ids, { maxLength: 200 }), (some) => {
      const isRepeated = createRepetitions();
      for (const [index, id] of some.entries())
        expect(isRepeated(id), id).toBe(some.indexOf(id) < index);
    }),
  );
});

it('knows neighbours apart, at the edge of a page too', () => {
  const isRepeated = createRepetitions();
  const numbers = Array.from({ length: 10_000 }, (_, index) => index);
  for (const number of numbers) expect(isRepeated(`w-${number}`)).toBe(false);
  for (const number of numbers) expect(isRepeated(`w-${number}`)).toBe(true);
});
