import { expect, it } from 'vitest';
import { formOf } from './html-form.ts';

const url = 'https://acme.test/sign-in?next=%2F';

it('gives what a browser would send if the user changed nothing', () => {
  const page = `<form action="../a?b=1&amp;c=2"><input name=q value="x"><input name="t" type=HIDDEN value="&quot;&amp;">
    <input name=off disabled value=1><input type=checkbox name=no><input type=checkbox name=yes checked>
    <input type=radio name=r value=1><input type=radio name=r value=2 checked><input type=file name=f>
    <select name=s><option value=1>One</option><option value=2 selected>Two</option></select><textarea name=w>a &lt; b</textarea>
    <input type=submit name=go value=Go><input value=nameless></form>`;
  expect(formOf(page, url)).toEqual({
    action: 'https://acme.test/a?b=1&c=2',
    fields: { q: 'x', t: '"&', yes: 'on', r: '2', s: '2', w: 'a < b' },
  });
});

it('finds the form by one of its fields, and posts it to the page itself when it has no action', () => {
  const page =
    '<form action=/search><input name=q></form><form><input type=password name=pw></form>';
  expect(formOf(page, url, 'pw')).toEqual({ action: url, fields: { pw: '' } });
  expect(formOf(page, url, 'other')).toBeNull();
  expect(formOf('{"no":"page"}', url)).toBeNull();
  expect(formOf(`<form><input name=q>${'<b>'.repeat(1_000)}`, url)).toBeNull();
});

const fieldsOf = (page: string, field?: string): unknown => formOf(page, url, field)?.fields;

it('keeps all values of a repeated name, in order', () => {
  const page = `<form><input type=hidden name=active value=0><input type=checkbox name=active value=1 checked>
    <input type=checkbox name="roles[]" value=a checked><input type=checkbox name="roles[]" value=b>
    <input type=checkbox name="roles[]" value=c checked><select name=days multiple><option selected>Mon
    <option>Tue<option selected>Wed</select><select name=none multiple><option>x</select></form>`;
  const fields = { active: ['0', '1'], 'roles[]': ['a', 'c'], days: ['Mon', 'Wed'] };
  expect(fieldsOf(page)).toEqual(fields);
});

it.each([
  [
    'in a table that has no place for a form',
    '<table><form action=/x><tr><td><input name=q value=1></td></tr></form><tr><td><input name=r></table>',
    { q: '1' },
  ],
  [
    'within another',
    '<form><input name=q><form><input name=r></form><input name=s>',
    { q: '', r: '' },
  ],
  [
    'whose tag closes too early',
    '<form><div><input name=q></form><input name=r></div>',
    { q: '', r: '' },
  ],
  ['that is never closed', '<p><form><input name=q><p><input name=r>', { q: '', r: '' }],
  [
    'whose controls name it',
    '<input name=q form=f><form id=f></form><form><input name=r form=f><input name=s form=g></form>',
    { q: '', r: '' },
  ],
  ['that shows without scripts', '<noscript><form><input name=q></form></noscript>', { q: '' }],
  [
    'after one of a template',
    '<template><form><input name=q></form></template><form><input name=r>',
    { r: '' },
  ],
  ['in a comment that a browser ends', '<!--><form><input name=q></form>-->', { q: '' }],
])('takes a form %s for what a browser does', (_, page, fields) => {
  expect(fieldsOf(page)).toEqual(fields);
});

it('reads each control as a browser does', () => {
  const page = `<form><textarea name=t>\n\na &amp; b\n</textarea><select name=s><option disabled>No<option>  One
    more </select><select name=u><option selected>1<option selected>2</select><fieldset disabled><input name=f>
    </fieldset><INPUT NAME=v VALUE="a&#10;&copy;&amp;lt;"><input name=w value='"'></form>`;
  expect(fieldsOf(page)).toEqual({
    t: '\r\na & b\r\n',
    s: 'One more',
    u: '2',
    v: 'a\n©&lt;',
    w: '"',
  });
});

it("resolves the action against the page's base element", () => {
  const page = '<base href="/app/"><form action=go></form><form><input name=q></form>';
  expect(formOf(page, url)?.action).toBe('https://acme.test/app/go');
  expect(formOf(page, url, 'q')?.action).toBe(url);
});
