import { expect, it, vi } from 'vitest';
import { cookieFor, createCredentials, keepCookies } from './session-credentials.ts';

const at = (path: string): URL => new URL(path, 'http://clinic.test');

it('works out cookies once for all addresses where they go to every path, and again once they changed', () => {
  const credentials = createCredentials(at('/').origin);
  const keep = (cookie: string) => keepCookies(credentials, at('/'), [cookie], credentials.jar);
  const workOut = vi.spyOn(credentials.jar, 'getCookieStringSync');
  keep('sid=1; Path=/');
  expect(['/a', '/b', '/c/d?e'].map((path) => cookieFor(credentials, at(path)))).toEqual(
    Array.from({ length: 3 }, () => 'sid=1'),
  );
  expect(workOut).toHaveBeenCalledTimes(1);
  keep('sid=2; Path=/');
  expect(cookieFor(credentials, at('/a'))).toBe('sid=2');
  keep('own=3; Path=/a');
  expect(cookieFor(credentials, at('/a'))).toBe('own=3; sid=2');
  expect(cookieFor(credentials, at('/b'))).toBe('sid=2');
});

it('leaves out a cookie whose domain is none, and keeps the others of the answer', () => {
  const credentials = createCredentials(at('/').origin);
  const sent = ['a=1; Domain=a b', 'b=2; Domain=[', 'sid=3; Path=/'];
  keepCookies(credentials, at('/'), sent, credentials.jar);
  expect(cookieFor(credentials, at('/'))).toBe('sid=3');
});
