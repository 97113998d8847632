import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPlaces } from './json-places.ts';

function placeOf(text: string, needle: string): string | undefined {
  const bytes = Buffer.from(text);
  return jsonPlaces(bytes, [bytes.indexOf(needle)])[0];
}

describe('jsonPlaces', () => {
  it('gives the paths of values and keys', () => {
    const text = JSON.stringify({
      a: [{ b: 'one' }, { 'c d': 'two', e: [1, 'three'] }],
      f: 'f\\"our',
    });
    expect(placeOf(text, 'one')).toBe('$.a[0].b');
    expect(placeOf(text, 'two')).toBe('$.a[1].*');
    expect(placeOf(text, 'three')).toBe('$.a[1].e[1]');
    expect(placeOf(text, 'our')).toBe('$.f');
    expect(placeOf('["x"]', 'x')).toBe('$[0]');
    expect(placeOf('{"größe":{"ok":"x"}}', 'x')).toBe('$.*.ok');
  });

  it('gives some path for a text that is not JSON, and ends', () => {
    expect(jsonPlaces(Buffer.from('}}{"a'), [0, 4, 90])).toHaveLength(3);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(jsonPlaces(bytes, [0, bytes.length])).toHaveLength(2);
      }),
    );
  });

  it('finds every string of any JSON at its path', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        let count = 0;
        const marked: [string, string][] = [];
        const mark = (part: unknown, where: string): unknown => {
          if (Array.isArray(part))
            return part.map((element, index) => mark(element, `${where}[${index}]`));
          if (typeof part === 'object' && part !== null) {
            return Object.fromEntries(
              Object.values(part).map((field, index) => [
                `k${index}`,
                mark(field, `${where}.k${index}`),
              ]),
            );
          }
          const marker = `marker-${++count}-`;
          marked.push([marker, where]);
          return typeof part === 'string' ? `${part}${marker}` : marker;
        };
        const bytes = Buffer.from(JSON.stringify(mark(value, '$')));
        const offsets = marked.map(([marker]) => bytes.indexOf(marker));
        expect(jsonPlaces(bytes, offsets)).toEqual(marked.map(([, where]) => where));
      }),
    );
  });
});
