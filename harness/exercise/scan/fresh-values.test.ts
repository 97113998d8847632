import { expect, it } from 'vitest';
import { freshValues } from './fresh-values.ts';

const value = 'Zx81kQp0aVb72LmN9cRt5YuW3eHsJgD4';

const never = () => expect.unreachable();

it.each([
  { token: value },
  { access_token: value },
  { sessions: [{ auth_token: value }] },
  { pageProps: { viewer: { token: value } } },
  { initialState: { signedIn: { key: value } } },
])('takes what may be a credential, whatever it stands in: %j', (json) => {
  expect(freshValues(json, null, [], never)).toMatchObject([{ value }]);
});

it.each([
  { _token: value },
  { refresh_token: value },
  { csrf: { token: value } },
  { links: [{ token: value }] },
  { data: { nextPage: value } },
  { etag: value },
  { signatures: [value] },
])('leaves alone what belongs to a form or a link, or cannot be one: %j', (json) => {
  expect(freshValues(json, null, [], never)).toEqual([]);
});

it('looks through an answer that is one run of megabytes', () => {
  const run = 'x'.repeat(16 * 1024 * 1024);
  const base64 = `eyJ0b2tlbiI6${run}`;
  expect(freshValues(undefined, Buffer.from(`"${value}" ${run}`), [], never)).toMatchObject([
    { value },
  ]);
  expect(freshValues({ packed: base64 }, null, [], never)).toEqual([]);
});

it('tells how many texts are not looked at', () => {
  const told: number[][] = [];
  const json = Array.from({ length: 2003 }, () => 'text');
  freshValues(json, null, [], (...numbers) => told.push(numbers));
  expect(told).toEqual([[2000, 3]]);
});
