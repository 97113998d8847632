import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseJson } from './body-json.ts';

const parse = (text: string): unknown => parseJson(Buffer.from(text), 'application/json');

it('reads JSON, and gives undefined for anything else', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parse(text)).toEqual(JSON.parse(text));
    }),
  );
  expect(parse('{')).toBeUndefined();
  expect(parseJson(Buffer.from('<p>'), 'text/html')).toBeUndefined();
});

it('gives undefined for JSON that is nested too deeply, and ignores brackets in strings', () => {
  expect(parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)).toBeUndefined();
  expect(parse(JSON.stringify({ text: '"['.repeat(1000) }))).toEqual({ text: '"['.repeat(1000) });
  expect(parse(`${'['.repeat(201)}${']'.repeat(201)}`)).toBeUndefined();
  expect(parse(JSON.stringify(Array.from({ length: 300 }, () => [{}])))).toHaveLength(300);
  expect(parse(`${'['.repeat(150)}${']'.repeat(150)}`)).toBeDefined();
});
