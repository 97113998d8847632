import { expect, it } from 'vitest';
import type { Scanning } from '../../scan/inspect.ts';
import type { Answer } from './answer.ts';
import { wholeOf } from './whole-of.ts';

const digest = (text: string) => `<${text}>`;

/** What is known of a text, with digests that can be read. */
function known(body: string, json?: unknown) {
  const inspected = { found: [], digests: [], gaps: [] };
  const part = { inspected, body: Buffer.from(body), json, rows: [] };
  const answer = {
    status: 200,
    failure: null,
    truncated: false,
    bytes: body.length,
    parts: [part],
  };
  return wholeOf({ digest } as Scanning, answer as unknown as Answer);
}

it('tells words and numbers of a text apart, without times', () => {
  const [one, other] = ['09:33:32', '11:00:01'].map((time) =>
    known(`{"at":"2026-11-28T${time}Z","up":12.5,"of":3}`),
  );
  expect(one?.whole).not.toBe(other?.whole);
  expect(one?.text).toEqual(other?.text);
  expect(one?.text?.numbers).toEqual(['<12.5>', '<3>']);
  expect(known('{"at":"now","up":12.5,"of":3}').text?.words).not.toBe(one?.text?.words);
});

it('knows a text of many numbers, or a long one, as a whole alone', () => {
  expect(known('1 '.repeat(41)).text).toBeUndefined();
  expect(known('x'.repeat(70_000))).toEqual({ whole: expect.any(String) });
});

it('knows nothing by lists with nothing in them, which are the same for everybody', () => {
  const shown = (value: unknown) => known(JSON.stringify(value), value).whole;
  expect(shown({ data: [], meta: { page: 1 } })).toBeUndefined();
  expect(shown({ data: [{ id: 1 }], more: [] })).toBeDefined();
  expect(shown({ countries: 3 })).toBeDefined();
});
