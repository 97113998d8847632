import { describe, expect, it } from 'vitest';
import { parseParts } from './body-parts.ts';

const parts = [
  '--next\r\nContent-Type: application/json\r\n\r\n{"id":"v1"}\r\n',
  '--next\r\nContent-Disposition: attachment; name="visit"; filename="v2.txt"\r\n\r\na rash\r\n\r\nseen twice\r\n',
];
const body = Buffer.from(`for old readers\r\n${parts.join('')}--next--\r\nand after`);

describe('an answer of several parts', () => {
  it.each([
    'multipart/mixed; boundary=next',
    'multipart/form-data; charset=utf-8; boundary="next"',
    'Multipart/Related;type="application/json";boundary=next',
  ])('is a list of their values: %s', (type) => {
    expect(parseParts(body, type)).toEqual([
      { id: 'v1' },
      { name: 'visit', text: 'a rash\n\nseen twice' },
    ]);
  });

  it('may have none', () => {
    expect(parseParts(Buffer.from('--next--\r\n'), 'multipart/mixed; boundary=next')).toEqual([]);
  });

  it.each([
    ['it is of another type', body, 'text/plain; boundary=next'],
    ['its type names no boundary', body, 'multipart/mixed'],
    ['it breaks off', body.subarray(0, 100), 'multipart/mixed; boundary=next'],
    ['it has another boundary', body, 'multipart/mixed; boundary=other'],
  ])('is none where %s', (_, bytes, type) => {
    expect(parseParts(bytes, type)).toBeUndefined();
  });
});
