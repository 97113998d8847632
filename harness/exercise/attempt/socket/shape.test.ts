import { describe, expect, it } from 'vitest';
import { jsonOf, shapeOf } from './shape.ts';

const shape = (text: string, label = '') => {
  const message = { content: Buffer.from(text), label };
  return shapeOf(message, jsonOf(message));
};

describe('the shape of a message', () => {
  it.each([
    ['{"type":"m","id":"a1","text":"x"}', '{"text":"y","id":"b2","type":"m"}'],
    ['42["message",{"note":"n1"}]', '42["message",{"note":"n2"}]'],
    ['MESSAGE\nid:17\n\nhello', 'MESSAGE\nid:18\n\nhello'],
    ['{"items":[{"id":1}]}', '{"items":[{"id":2},{"id":3}]}'],
    ['{"notes":{"n1":true}}', '{"notes":{"n2":true}}'],
  ])('is the same for %s and %s', (one, other) => {
    expect(shape(one)).toBe(shape(other));
  });

  it.each([
    ['{"type":"message","note":"a1"}', '{"type":"error","note":"a1"}'],
    ['42["message",{"note":"n1"}]', '42["error",{"note":"n1"}]'],
    ['{"note":"a1"}', '{"error":"a1"}'],
    ['ok', 'no'],
  ])('is another for %s and %s', (one, other) => {
    expect(shape(one)).not.toBe(shape(other));
  });

  it('tells events apart by their names, not by their ids', () => {
    expect(shape('{}', 'added 17')).toBe(shape('{}', 'added 18'));
    expect(shape('{}', 'added 17')).not.toBe(shape('{}', 'removed 17'));
  });

  it('is taken from the text if a message only looks like JSON', () => {
    expect(jsonOf({ content: Buffer.from('{"half'), label: '' })).toBeUndefined();
    expect(jsonOf({ content: Buffer.from('17'), label: '' })).toBeUndefined();
    expect(jsonOf({ content: Buffer.alloc(0), label: '' })).toBeUndefined();
    const deep = Buffer.from(`42["a",${'['.repeat(100_000)}${']'.repeat(100_000)}]`);
    expect(jsonOf({ content: deep, label: '' })).toBeUndefined();
  });
});
