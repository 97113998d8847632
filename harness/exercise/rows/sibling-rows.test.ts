import { expect, it } from 'vitest';
import type { Beyond } from './records-in.ts';
import { siblingRowsIn as rowsIn } from './sibling-rows.ts';

let beyond: Beyond[] = [];
const siblingRowsIn = (page: string) => {
  beyond = [];
  return rowsIn(page, (one) => beyond.push(one));
};

it('finds elements that repeat beside each other, but no headings and choices', () => {
  const page = `<main>
    <table><tr><th>Visit</th></tr><tr data-visit-id="1"><td>A</td></tr><tr><td>B</td></tr></table>
    <select><option>1</option><option>2</option></select>
    <div class="card odd"><a href="/visits/1">A</a></div><div class="card"><b>B</b></div><div>C</div>
    <ul><li>only</li></ul></main>`;
  const rows = siblingRowsIn(page);
  expect(rows.map(({ where, shape }) => [where, shape])).toEqual([
    ['html > body > main > table > tbody > tr[0]', 'td'],
    ['html > body > main > table > tbody > tr[1]', 'td'],
    ['html > body > main > div[0]', 'a'],
    ['html > body > main > div[1]', 'b'],
  ]);
  expect(rows[2]?.value).toMatchObject({ href: ['/visits/1'] });
  expect(rows[0]?.value).toMatchObject({ visit_id: ['1'] });
  expect(beyond).toEqual([]);
});

it('stops on a page that nests rows in rows', () => {
  const page = `${'<ul><li>x</li><li>'.repeat(200)}end`;
  const rows = siblingRowsIn(page);
  const length = rows.reduce((sum, { value }) => sum + JSON.stringify(value).length, 0);
  expect(length).toBeLessThan(page.length * 20);
  expect(beyond).toMatchObject([{ what: 'rows', most: rows.length }]);
});

it('takes a time that grows with the page, however many elements stand beside each other', () => {
  const page = `<ul>${'<li>x'.repeat(60_000)}`;
  const from = performance.now();
  expect(siblingRowsIn(page).length).toBeGreaterThan(100);
  expect(beyond).toMatchObject([{ what: 'rows' }]);
  expect(performance.now() - from).toBeLessThan(30_000);
});

it('tells how much of a page is too long to be read', () => {
  expect(siblingRowsIn(' '.repeat(2 * 1024 * 1024 + 7))).toEqual([]);
  expect(beyond).toEqual([{ what: 'page', where: 'page', most: 2 * 1024 * 1024, count: 7 }]);
});
