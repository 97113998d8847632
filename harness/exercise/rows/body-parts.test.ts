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

  const typed = (...texts: string[]) =>
    parseParts(Buffer.from(texts.join('\r\n')), 'multipart/mixed; boundary=b');

  it('is cut at whole lines only', () => {
    const inner = ['one', '--b2', 'two', '--b--old', 'three'];
    expect(typed('--b', '', ...inner, '--b \t', '', 'four', '--b-- ')).toEqual([
      { name: '', text: inner.join('\n') },
      { name: '', text: 'four' },
    ]);
  });

  it('has the lines of a part as a list', () => {
    expect(typed('--b', 'content-type: text/csv', '', 'id,text', 'v1,a', 'v2,b', '--b--')).toEqual([
      [
        { id: 'v1', text: 'a' },
        { id: 'v2', text: 'b' },
      ],
    ]);
  });

  it.each([
    ['parts follow the last', '', 'one', '--b--', '', 'two', '--b', '', 'three', '--b--'],
    ['a part is a page', 'content-type: text/html', '', '<li>one<li>two', '--b--'],
    ['a part is an answer', 'content-type: application/http', '', 'HTTP/1.1 200 OK', '--b--'],
    ['a part is no JSON', 'content-type: application/json', '', '[{"id":', '--b--'],
  ])('cannot be told where %s', (_, ...lines) => {
    expect(typed('--b', ...lines)).toBeUndefined();
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
