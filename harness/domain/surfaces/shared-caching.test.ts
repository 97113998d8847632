import { expect, it } from 'vitest';
import { whyShared } from './shared-caching.ts';

const answeredAt = Date.UTC(2026, 0, 1);
const inAMinute = new Date(answeredAt + 60_000).toUTCString();
const by = (credentialsIn: readonly string[] | undefined, headers: Record<string, string>) =>
  whyShared({ headers, answeredAt, ...(credentialsIn && { credentialsIn }) });
const cookie = ['cookie'];
const bearer = ['authorization'];

it.each([
  [bearer, { 'cache-control': 'public' }, 'public'],
  [bearer, { 'cache-control': 'Public, max-age="60"' }, 'public, for 60 s'],
  [undefined, { 'cache-control': 's-maxage=5, max-age=0' }, 's-maxage, for 5 s'],
  [bearer, { 'cache-control': 'max-age=60, must-revalidate' }, 'must-revalidate, for 60 s'],
  [cookie, { 'cache-control': 'max-age=60' }, 'neither private nor no-store, for 60 s'],
  [cookie, { expires: inAMinute }, 'neither private nor no-store, for 60 s'],
  [cookie, { 'cache-control': 'max-age=0, stale-while-revalidate=9' }, /for 9 s/],
  [cookie, { 'cache-control': 'public, max-age=60', vary: 'Accept-Encoding' }, /public/],
  [['x-session'], { 'cache-control': 'max-age=60' }, /for 60 s/],
  [cookie, { 'cache-control': 'private="set-cookie", max-age=60' }, /for 60 s/],
])('what came with %s and says %j may be shared', (credentialsIn, headers, why) => {
  expect(by(credentialsIn, headers)).toMatch(why);
});

it.each([
  // Who says nothing is left to a cache's guess; and an answer to an Authorization is not kept by default.
  [cookie, {}],
  [bearer, { 'cache-control': 'max-age=60' }],
  [bearer, { expires: inAMinute }],
  [undefined, { 'cache-control': 'max-age=60' }],
  [cookie, { 'cache-control': 'private, max-age=60' }],
  [cookie, { 'cache-control': 'public, no-store' }],
  [cookie, { 'cache-control': 'public, no-cache' }],
  [cookie, { 'cache-control': 'public, max-age=0' }],
  [cookie, { 'cache-control': 'max-age=60', expires: '0', vary: '*' }],
  [cookie, { expires: '0' }],
  [cookie, { 'cache-control': 'public, max-age=60', vary: 'Accept, Cookie' }],
  [['x-session'], { 'cache-control': 'public, max-age=60', vary: 'X-Session' }],
])('what came with %s and says %j may not', (credentialsIn, headers) => {
  expect(by(credentialsIn, headers as Record<string, string>)).toBeNull();
});
