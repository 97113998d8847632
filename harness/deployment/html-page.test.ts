import { describe, expect, it } from 'vitest';
import { htmlOf, isCssSelector, parsePage, textOf } from './html-page.ts';

const texts = (html: string, selector: string, kind?: 'html' | 'xml') =>
  parsePage(html, kind)
    ?.select(selector)
    .map((element) => textOf(element).trim());

describe('parsePage', () => {
  it.each([
    ['list items that are not closed', '<ul><li>a<li>b <b>c</ul>', 'ul > li', ['a', 'b c']],
    ['cells that are not closed', '<table><tr><td>a<td>b<tr><td>c</table>', 'tr', ['ab', 'c']],
    ['a table without tbody', '<table><tr><td>a</table>', 'table > tbody > tr', ['a']],
    ['what is misplaced in a table, before it', '<table><p>a</p><tr><td>b</table>', 'p', ['a']],
    ['a paragraph that a block ends', '<p>a<div>b</div>', 'p', ['a']],
    ['tags that close crosswise', '<b>a<i>b</b>c</i>', 'i', ['b', 'c']],
    ['a comment that is no end', '<ul><!-- <li>none --><li>a</ul>', 'li', ['a']],
    ['names in upper case', '<UL CLASS=x><LI>a</UL>', 'ul.x > li', ['a']],
    ['what is shown without scripts', '<noscript><ul><li>a</ul></noscript>', 'li', ['a']],
    ['markup in a script as no markup', '<script>"<li>a"</script><li>b', 'li', ['b']],
    ['text of a page in an attribute', '<a title="<li>a">b</a>', 'li, a', ['b']],
    ['no rows in a template', '<template><li>a</li></template><li>b', 'li', ['b']],
  ])('understands %s', (_, html, selector, expected) => {
    expect(texts(html, selector)).toEqual(expected);
  });

  it('decodes entities in attributes, and encodes them in the output', () => {
    const [link] =
      parsePage('<a href="/n?a=1&amp;b=&quot;&copy=2">&eacute;&lt;')?.select('a') ?? [];
    expect(link?.attribs['href']).toBe('/n?a=1&b="&copy=2');
    expect(link && htmlOf(link)).toBe('<a href="/n?a=1&amp;b=&quot;&amp;copy=2">é&lt;</a>');
  });

  it('parses XML as XML: case of names, CDATA, self-closing elements', () => {
    const feed = `<?xml version="1.0"?><rss><item><link>/a</link><guid isPermaLink="false"/><pubDate>x</pubDate>
      <description><![CDATA[<b>é</b>]]></description></item><item/></rss>`;
    expect(texts(feed, 'item > pubDate', 'xml')).toEqual(['x']);
    expect(texts(feed, 'item > link', 'xml')).toEqual(['/a']);
    expect(texts(feed, 'item', 'xml')).toHaveLength(2);
    expect(texts(feed, 'description', 'xml')).toEqual(['<b>é</b>']);
  });

  it.each([
    ['div', '<div>'.repeat(1_000_000)],
    ['cells', '<table><td>'.repeat(450_000)],
    ['MathML', '<math><mi>'.repeat(500_000)],
    [
      'formatting that each paragraph opens again',
      `<p>${Array.from({ length: 400 }, (_, index) => `<b id=${index}>`).join('')}${'<p>x'.repeat(100_000)}`,
    ],
    ['more elements than anybody reads', '<br>'.repeat(1_000_000)],
  ])('gives up hostile nesting soon: %s', (_, html) => {
    expect(parsePage(html)).toBeNull();
    expect(parsePage(html, 'xml')).toBeNull();
  });

  // Each of these would take minutes if parsing took quadratic time.
  it.each([
    ['comments', '<!--'.repeat(250_000)],
    ['less-than signs', '<'.repeat(1_000_000)],
    ['ampersands', `<a b="${'&am'.repeat(330_000)}">`],
    ['ends of nothing', '</x>'.repeat(250_000)],
    ['forms within forms', '<form>'.repeat(160_000)],
    ['attributes', `<a ${Array.from({ length: 100_000 }, (_, index) => `a${index}=1`).join(' ')}>`],
    ['what a table has no place for', `<table>${'x<i></i>'.repeat(60_000)}`],
  ])('takes a page that is full of %s', (_, html) => {
    expect(parsePage(html)).not.toBeNull();
  });
});

it('tells valid CSS selectors from invalid ones', () => {
  expect(['ul.visits > li', 'tr:nth-child(2n)', 'a, b'].every(isCssSelector)).toBe(true);
  expect(['', ' ', 'li:', '> >', 'li:unheard', '[a'].some(isCssSelector)).toBe(false);
});
