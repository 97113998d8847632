import { expect, it } from 'vitest';
import { withField } from './with-field.ts';

it.each([
  ['{"id":1}\n', '{"id":1,"html":"a \\"$&\\""}'],
  [' { } ', ' {"html":"a \\"$&\\""}'],
  ['[{"id":1}]', null],
  ['{"id":1', null],
])('is put at the end of an object, and of nothing else: %s', (text, expected) => {
  expect(withField(text, 'html', 'a "$&"')).toBe(expected);
});
