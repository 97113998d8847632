import { expect, it } from 'vitest';
import { createLineSealer, isSealedHeader, openLines } from './sealed-lines.ts';

it('opens each line with the same passphrase, unchanged and in its place only', async () => {
  const { header, seal } = await createLineSealer('a passphrase');
  const sealed = ['one', 'two', 'three ü'].map(seal);
  expect(isSealedHeader(header)).toBe(true);
  expect(sealed.join()).not.toContain('two');
  expect(await openLines(header, sealed, 'a passphrase')).toEqual(['one', 'two', 'three ü']);
  expect(await openLines(header, sealed, 'another')).toEqual([null, null, null]);
  const [first = '', second = '', third = ''] = sealed;
  const changed = `${third.slice(0, -4)}AAAA`;
  expect(await openLines(header, [second, first, changed], 'a passphrase')).toEqual([
    null,
    null,
    null,
  ]);
});
