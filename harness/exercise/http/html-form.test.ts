import { expect, it } from 'vitest';
import { formOf } from './html-form.ts';

const url = 'https://acme.test/sign-in?next=%2F';

it('gives what a browser would send when nobody has touched it', () => {
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

it('finds the form by a field of it; without an address it is posted to where it came from', () => {
  const page =
    '<form action=/search><input name=q></form><form><input type=password name=pw></form>';
  expect(formOf(page, url, 'pw')).toEqual({ action: url, fields: { pw: '' } });
  expect(formOf(page, url, 'other')).toBeNull();
  expect(formOf('{"no":"page"}', url)).toBeNull();
});
