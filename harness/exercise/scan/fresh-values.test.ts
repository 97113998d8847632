import { expect, it } from 'vitest';
import { freshValues } from './fresh-values.ts';

const value = 'Zx81kQp0aVb72LmN9cRt5YuW3eHsJgD4';

it.each([
  { token: value },
  { access_token: value },
  { sessions: [{ auth_token: value }] },
  { pageProps: { viewer: { token: value } } },
  { initialState: { signedIn: { key: value } } },
])('takes what may be a credential, whatever it stands in: %j', (json) => {
  expect(freshValues(json, null, [])).toMatchObject([{ value }]);
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
  expect(freshValues(json, null, [])).toEqual([]);
});
