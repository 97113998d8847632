import { describe, expect, it } from 'vitest';
import { partsAcross, recordRelease } from './release.ts';

describe('a release', () => {
  it.each<[unknown, object]>([
    [' 2.1\n', { text: '2.1' }],
    [
      { flags: 'video=on', build: ' 2020.6 ' },
      {
        text: 'build 2020.6, flags video=on',
        parts: { build: '2020.6', flags: 'video=on' },
      },
    ],
    [{ build: '7, flags a' }, { text: 'build "7, flags a"', parts: { build: '7, flags a' } }],
    [{ build: '"7"' }, { text: String.raw`build "\"7\""`, parts: { build: '"7"' } }],
    [JSON.parse('{"constructor":"a"}'), { text: 'constructor a', parts: { constructor: 'a' } }],
  ])('is recorded in one line: %j', (told, recorded) => {
    expect(recordRelease(told)).toEqual(recorded);
  });

  it.each<[unknown, string]>([
    [' ', 'an empty text'],
    [undefined, 'undefined, not a text'],
    [null, 'null, not a text'],
    [7, 'a value of type number, not a text'],
    [['2.1'], 'a list, not a text'],
    [{}, 'no parts'],
    [{ build: 2020 }, 'a value of type number as its part build'],
    [{ build: '1', flags: ' ' }, 'an empty text as its part flags'],
    [{ build: '1', flags: ['a'] }, 'a list as its part flags'],
    [{ 'a\u001b[31m': '1' }, 'a part whose name is not of letters, digits, dots and hyphens'],
    [{ ['a'.repeat(41)]: '1' }, 'a part whose name is not of letters, digits, dots and hyphens'],
    [
      Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`p${index}`, '1'])),
      '11 parts, and at most 10 will do',
    ],
  ])('is none: %j', (told, fault) => {
    expect(recordRelease(told)).toEqual({ fault });
  });

  it('has up to ten parts', () => {
    const ten = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`p${index}`, '1']));
    expect(recordRelease(ten)).toMatchObject({ parts: ten });
  });

  it('is bounded, and stays another where only its end is another', () => {
    const [a, b] = ['a', 'b'].map((end) => recordRelease(`${'x'.repeat(300)}${end}`));
    const [c, d] = ['c', 'd'].map((end) => recordRelease({ flags: `${'x'.repeat(300)}${end}` }));
    expect(a).not.toEqual(b);
    expect(c).not.toEqual(d);
    for (const one of [a, b])
      expect(one).toMatchObject({ text: expect.stringMatching(/^.{200}$/) });
    expect(c).toMatchObject({ parts: { flags: expect.stringMatching(/^.{100}$/) } });
    expect(recordRelease('x'.repeat(200))).toEqual({ text: 'x'.repeat(200) });
  });
});

it('is compared part by part, those too that only one side tells', () => {
  expect(partsAcross(undefined, undefined)).toBeUndefined();
  expect(partsAcross({ build: '1', flags: 'a' }, { build: '1', constructor: 'b' })).toEqual([
    { part: 'build', before: '1', after: '1' },
    { part: 'constructor', before: null, after: 'b' },
    { part: 'flags', before: 'a', after: null },
  ]);
  expect(partsAcross({ build: '1' }, undefined)).toEqual([
    { part: 'build', before: '1', after: null },
  ]);
  expect(partsAcross(undefined, { build: '1' })).toEqual([
    { part: 'build', before: null, after: '1' },
  ]);
});
