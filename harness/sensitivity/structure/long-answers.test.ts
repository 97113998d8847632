import { describe, expect, it } from 'vitest';
import { json } from './json.ts';
import { lines } from './lines.ts';
import { markup } from './markup.ts';
import { multipart } from './multipart.ts';

const many = <Of>(count: number, make: (index: number) => Of): Of[] =>
  Array.from({ length: count }, (_, index) => make(index));

// Each of these would take minutes, if time grew with the square of the length.
describe('an answer of megabytes', () => {
  const slots = many(20_000, (index) => ({ index, free: true }));
  const shared = many(40_000, (index) => `shared value ${index}`);
  const words = shared.join('\n');

  it('gets a row in JSON, whatever order its fields have', () => {
    const list = (...rows: object[]) => JSON.stringify({ items: rows });
    const turned = slots.map(({ index, free }) => ({ free, index }));
    const text = json.withRow(list(...turned, { id: 'own' }), list(...slots, { id: 'theirs' }));
    expect(text).toMatch(/\{"id":"own"\},\{"id":"theirs"\}\]\}$/);
  });

  it('has a value in JSON that many share with others', () => {
    const own = JSON.stringify(shared.map((_, index) => `own ${index}`));
    const others = 'x'.repeat(4_000_000);
    const further = [others, others, others, others, shared.join()];
    expect(json.withValue(own, JSON.stringify(shared), own, further)).toBe(null);
  });

  it('is a stranger’s in JSON of many names', () => {
    const own = JSON.stringify({ a: 1 });
    const other = JSON.stringify(Object.fromEntries(shared.map((name) => [name, name])));
    expect(json.strangers(own, other)).toHaveLength(other.length);
  });

  it('gets a row in XML whose elements end with their start tags', () => {
    const list = (id: string) =>
      `<notes>${slots.map(({ index }) => `<slot n="${index}"/>`).join('')}<note id="${id}"/></notes>`;
    const text = markup.withRow(list('own'), list('theirs'));
    expect(text).toMatch(/<slot n="19999"\/><note id="own"\/><note id="theirs"\/><\/notes>$/);
  });

  it('gets a row in XML where hardly any element is the same', () => {
    const list = (id: string) =>
      `<notes>${slots.map(({ index }) => `<note id="${id}-${index}"/>`).join('')}</notes>`;
    expect(markup.withRow(list('own'), list('theirs'))).toMatch(/<note id="theirs-0"\/><\/notes>$/);
  });

  it('gets the only row of a page that nests it', () => {
    const page = (word: string) =>
      `<html><body>${'<div>'.repeat(400)}<p>${word}</p>${`${word}-more `.repeat(200_000)}</body></html>`;
    expect(markup.withRow(page('ownword'), page('theirword'))).toContain('theirword');
  });

  it('is a stranger’s in HTML of signs that open no tag', () => {
    expect(markup.strangers('<p>', '<'.repeat(500_000))).toHaveLength(500_000);
  });

  it('has an id in lines that many share', () => {
    const rows = (who: string) =>
      `visit_id,who\n${many(40_000, (at) => `v${at},${who}`).join('\n')}`;
    expect(lines.withId(rows('own'), rows('theirs'), rows('own'))).toBeNull();
    expect(lines.withId(words, words, words)).toBeNull();
  });

  it('gets a part', () => {
    const parts = (...all: string[]) =>
      `${all.map((part) => `--b1\n\n${part}\n`).join('')}--b1--\n`;
    const text = multipart.withRow(parts(...shared, 'own'), parts(...shared, 'theirs'));
    expect(text).toMatch(/own\n--b1\ntheirs\n--b1--\n$/);
  });
});

it('is refused where it has more elements than anybody reads', () => {
  const page = '<br>'.repeat(300_000);
  expect(() => markup.withRow(page, `${page}<p>other`)).toThrow('too many');
});

describe('an answer that is nested too deep', () => {
  const deep = (word: string) => `{"id":"${word}","x":${'['.repeat(3000)}${']'.repeat(3000)}}`;
  const page = (word: string) => `<html><body><p>${word}</p>${'<div>'.repeat(3000)}${word}`;

  it('is refused, before a walk through it fails', () => {
    expect(() => json.reads(deep('own'))).toThrow('nested too deep');
    expect(() => markup.withRow(page('own'), page('other'))).toThrow('nested too deep');
  });
});
