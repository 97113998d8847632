import { expect, it } from 'vitest';
import { withinBytes } from './within-bytes.ts';

it('leaves a text that fits as it is', () => {
  expect(withinBytes('a\nb\n', 4)).toBe('a\nb\n');
});

it('cuts at a line, counts bytes, and says that it cut', () => {
  const lines = Array.from({ length: 200 }, (_, index) => `ü${index}`);
  const cut = withinBytes(lines.join('\n'), 300);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(300);
  const [text = '', note] = cut.split('\n\n');
  expect(note).toContain('cut here');
  expect(text.split('\n')).toEqual(lines.slice(0, text.split('\n').length));
  expect(text.split('\n').length).toBeGreaterThan(20);
});

it('gives nothing where not even a line fits', () => {
  expect(withinBytes('x'.repeat(500), 300)).toBe('');
  expect(withinBytes('a\nb\n', 3)).toBe('');
});
