import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HttpError } from './http-error.ts';
import { maskPath } from './mask-path.ts';
import { recordedHeaders } from './recorded-headers.ts';

const base = new URL('https://clinic.test');
const location = (address: string) =>
  recordedHeaders({ location: address }, base, () => 'd1')['location'];

it.each([
  ['/sign-in/second-factor', '/sign-in/second-factor'],
  ['/api/v2/patients', '/api/v2/patients'],
  ['/', '/'],
  ['/patients/9434765919/notes', '/patients/…/notes'],
  ['/patients/943-476-5919', '/patients/…'],
  ['/reset/kXwPqLzVbNmTrYsDfGhJ', '/reset/…'],
  ['/reset/qwmzpxkvbtrnlsdfgh', '/reset/…'],
  ['/notes/con_1', '/notes/…'],
  ['/of/jane@example.org', '/of/…'],
  ['/of/J%C3%A4ne', '/of/…'],
])('masks %s as %s', (path, masked) => expect(maskPath(path)).toBe(masked));

it('masks whatever random token a path holds', () => {
  const token = fc.stringMatching(/^[0-9A-Za-z_-]{24,40}$/).filter((text) => /\d/.test(text));
  fc.assert(
    fc.property(token, (text) => {
      expect(maskPath(`/in/${text}/out`)).toBe('/in/…/out');
    }),
  );
});

it('records where a redirect leads without ids and tokens, and their digest', () => {
  expect(location('/sign-in?next=/notes/1')).toBe('/sign-in');
  expect(location('/patients/9434765919')).toBe('/patients/… (digest d1)');
  expect(location('https://user:pw@other.test/t/0a1b2c3d4e5f6071?x=y')).toBe(
    'https://other.test/t/… (digest d1)',
  );
});

it('names no id, token or value in an error', () => {
  const url = new URL('/patients/9434765919/reset/kXwPqLzVbNmTrYsDfGhJ?sig=1&0a1b2c3d4e5f', base);
  expect(new HttpError('GET', url, 'answered 500').message).toBe(
    'GET /patients/…/reset/…?sig=…&…=… answered 500',
  );
});
