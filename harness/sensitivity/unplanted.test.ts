import { expect, it } from 'vitest';
import { unplanted, withoutSamples } from './unplanted.ts';

it.each([
  [undefined, 'unplanted', 'fewer than two patients'],
  ['cut', 'unplanted', 'did not come whole'],
  ['full', 'unplanted', 'of other surfaces'],
  ['long', 'blind', 'too long'],
] as const)('says why nothing was planted where no answer was kept: %s', (why, result, words) => {
  const told = withoutSamples(why);
  expect(told.result).toBe(result);
  expect(told.why).toContain(words);
  expect(unplanted('GET /me', { ...told, owners: ['a1'] })).toMatchObject({
    surface: 'GET /me',
    leak: 'none',
    weight: 'whole',
    viewer: 'a1',
    result,
  });
});
