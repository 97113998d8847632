import { expect, it } from 'vitest';
import { rowsOfHtml } from './html-rows.ts';

const values = (...given: Parameters<typeof rowsOfHtml>) => {
  const found = rowsOfHtml(...given);
  return 'why' in found ? found.why : found.rows.map(({ value }) => value);
};

it('gives the text of each row, and the values of its attributes', () => {
  const page = `<ul><li data-note-id=7>A &amp; é <a href="/n/7?a=1&amp;b=2" onclick="x">more<li id=b><img src=/b.png></ul>`;
  expect(values(page, 'ul > li')).toEqual([
    {
      note_id: ['7'],
      href: ['/n/7?a=1&b=2'],
      html: '<li data-note-id="7">A &amp; é <a href="/n/7?a=1&amp;b=2" onclick="x">more</a></li>',
    },
    expect.objectContaining({ id: ['b'], src: ['/b.png'] }),
  ]);
});

it('gives the rows of XML, with the text in CDATA', () => {
  const feed =
    '<feed><Entry><link href="/a"/><summary><![CDATA[for Ann]]></summary></Entry><Entry/></feed>';
  expect(values(feed, 'Entry', 'xml')).toEqual([
    { href: ['/a'], html: expect.stringContaining('for Ann') },
    { html: '<Entry></Entry>' },
  ]);
});

it('says why there are no rows', () => {
  expect(values('<li>', 'li:')).toMatch(/no CSS selector/);
  expect(values('<div>'.repeat(600), 'div')).toMatch(/too many elements, or nests them too deep/);
  expect(values(`${'<div>'.repeat(50)}${'x'.repeat(1_000)}`, 'div')).toMatch(
    /rows lie within rows/,
  );
});
