import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCursor, toCursor } from './page.ts';

describe('a cursor', () => {
  it('names the position that it was made of', () => {
    const position = fc.record({
      at: fc.maxSafeNat(),
      id: fc.stringMatching(/^[a-z0-9_]{1,30}$/),
    });
    fc.assert(
      fc.property(position, (at) => {
        expect(fromCursor(toCursor(at))).toEqual(at);
      }),
    );
  });

  it('is refused when it is none of ours', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const position = fromCursor(text);
        if (position === undefined) return;
        expect(position.id).toMatch(/^\w{1,40}$/);
      }),
    );
    expect(fromCursor('bm9uc2Vuc2U')).toBeUndefined();
  });
});
