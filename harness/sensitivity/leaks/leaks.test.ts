import { strToU8, strFromU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { SampledAnswer } from '../../exercise/attempt/samples.ts';
import type { Answers, Leak } from '../leak.ts';
import { addressInRedirect } from './address-in-redirect.ts';
import { addressOfCreated } from './address-of-created.ts';
import { answerInScript } from './answer-in-script.ts';
import { cookieOfAnother } from './cookie-of-another.ts';
import { escapedAnswer } from './escaped-answer.ts';
import { fileOfAnother } from './file-of-another.ts';
import { splitRow } from './split-row.ts';

const answer = (body: string | Uint8Array, more: Partial<SampledAnswer> = {}): SampledAnswer => ({
  url: new URL('http://clinic.test/visits'),
  status: 200,
  headers: {},
  setCookie: [],
  body: Buffer.from(body),
  ...more,
});

function plant(leak: Leak, own: SampledAnswer, other: SampledAnswer): Answers | null {
  return leak.plant({ here: [own], again: [own], theirs: [other] });
}

describe('an archive', () => {
  const zip = (text: string, name = 'visits.csv') =>
    answer(zipSync({ [name]: strToU8(text), 'read-me.txt': strToU8('for everybody') }));

  it('gets the file of another that one’s own has not, and keeps one’s own', () => {
    const [planted] = plant(fileOfAnother, zip('own'), zip('another’s')) ?? [];
    const files = unzipSync(planted?.body ?? Buffer.alloc(0));
    expect(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([
      ['visits.csv', 'own'],
      ['read-me.txt', 'for everybody'],
      ['other/visits.csv', 'another’s'],
    ]);
  });

  it('gets none where it is none, or cannot be read, or has the same', () => {
    expect(plant(fileOfAnother, answer('{}'), zip('another’s'))).toBeNull();
    expect(plant(fileOfAnother, zip('own'), answer('PK, but no zip'))).toBeNull();
    expect(plant(fileOfAnother, zip('own'), zip('own'))).toBeNull();
  });
});

describe('an archive of many files', () => {
  const planted = (own: Record<string, Uint8Array>, other: Record<string, Uint8Array>) => {
    const [first] = plant(fileOfAnother, answer(zipSync(own)), answer(zipSync(other))) ?? [];
    return unzipSync(first?.body ?? zipSync({}));
  };
  const filesOf = (count: number, bytes: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`file ${at}`, new Uint8Array(bytes).fill(at)]),
    );

  it('is unpacked to so many bytes only, however small it is packed', () => {
    const files = planted(filesOf(12, 3 * 1024 * 1024), { 'visits.csv': strToU8('another’s') });
    expect(Object.keys(files)).toEqual(['file 0', 'file 1', 'visits.csv']);
  });

  it('is looked into for so many files only', () => {
    const files = planted(filesOf(2000, 1), { 'visits.csv': strToU8('another’s') });
    expect(Object.keys(files)).toHaveLength(201);
  });
});

describe('a cookie', () => {
  const sets = (...setCookie: string[]) => answer('{}', { setCookie });

  it('is the other’s, with all that is said of it', () => {
    const theirs = 'sid=0123456789abcdef; Path=/; HttpOnly';
    const own = sets('sid=fedcba9876543210; Path=/', 'theme=light');
    expect(plant(cookieOfAnother, own, sets(theirs, 'theme=dark'))).toMatchObject([
      { setCookie: [theirs] },
    ]);
  });

  it.each([
    ['nothing is set', []],
    ['it is too short for a session', ['theme=dark']],
    ['both are sent the same', ['sid=fedcba9876543210']],
  ])('is not planted where %s', (_, setCookie) => {
    expect(plant(cookieOfAnother, sets('sid=fedcba9876543210'), sets(...setCookie))).toBeNull();
  });
});

describe('the address of another’s thing', () => {
  const at = (address: string) => answer('{}', { url: new URL(address, 'http://clinic.test') });

  it.each([
    ['in its path', '/visits/1', '/visits/2', '/visits/2'],
    ['in its query', '/visit?id=1', '/visit?id=2', '/visit?id=2'],
  ])('is told by Location, where what differs stands %s', (_, own, other, location) => {
    expect(plant(addressInRedirect, at(own), at(other))).toMatchObject([
      { url: at(own).url, status: 302, headers: { location } },
    ]);
    expect(plant(addressOfCreated, at(own), at(other))).toMatchObject([
      { url: at(own).url, status: 201, headers: { location } },
    ]);
  });

  it('is not planted where all ask at the same address', () => {
    expect(plant(addressInRedirect, at('/visits'), at('/visits'))).toBeNull();
    expect(plant(addressOfCreated, at('/visits'), at('/visits'))).toBeNull();
  });
});

describe('a page', () => {
  const page = answer('<!doctype html><body><p>Own</p></body>');
  const other = answer('{"id":"visit_2","text":"a <rash>"}');
  const textOf = (answers: Answers | null) => answers?.[0]?.body.toString('utf8');

  it('has another’s answer in an attribute, escaped', () => {
    expect(textOf(plant(escapedAnswer, page, other))).toBe(
      '<!doctype html><body><p>Own</p><div data-state="&#x7b;&#x22;id&#x22;&#x3a;&#x22;visit&#x5f;2&#x22;&#x2c;&#x22;text&#x22;&#x3a;&#x22;a &#x3c;rash&#x3e;&#x22;&#x7d;"></div></body>',
    );
  });

  it('has another’s answer as data for a script', () => {
    expect(textOf(plant(answerInScript, page, other))).toContain(
      String.raw`<script type="application/json">{"state":"{\"id\":\"visit_2\",\"text\":\"a \u003crash>\"}"}</script></body>`,
    );
  });

  it('may be a field of JSON', () => {
    const text = textOf(plant(answerInScript, answer('{"id":"visit_1"}'), other)) ?? '';
    expect(JSON.parse(text)).toMatchObject({ id: 'visit_1', html: expect.stringMatching(/^<scr/) });
  });

  it.each([
    ['one’s own is neither', answer('id,text\n1,Own\n'), other],
    ['the other’s is no text', page, answer(Buffer.of(0, 255, 254))],
  ])('has nothing where %s', (_, own, others) => {
    expect(plant(escapedAnswer, own, others)).toBeNull();
  });
});

describe('a row in pieces', () => {
  it('leaves no word of it whole', () => {
    const row = { id: 'visit_of_another', text: 'about_another_too' };
    const own = answer('{"items":[{"id":"visit_of_one","text":"own"}]}');
    const [planted] = plant(splitRow, own, answer(JSON.stringify({ items: [row] }))) ?? [];
    const { body = Buffer.alloc(0), cuts = [] } = planted ?? {};
    const pieces = [0, ...cuts].map((from, at) => body.toString('utf8', from, cuts[at]));
    expect(JSON.parse(pieces.join(''))).toMatchObject({ items: [{ text: 'own' }, row] });
    for (const word of ['visit_of_another', 'about_another'])
      expect(pieces.filter((piece) => piece.includes(word)).length, word).toBe(0);
  });
});
