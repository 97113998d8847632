import { expect, it } from 'vitest';
import { movedEnd } from './move-end.ts';

const obtainedAt = Date.parse('2026-03-04T05:06:07Z');
const moved = (query: string) =>
  movedEnd({ url: new URL(`https://media.test/a?${query}`), obtainedAt, lasts: 60 })?.search ??
  null;

it.each([
  ['expires=1772600827&sig=a%2Bb', '?expires=1772687227&sig=a%2Bb'],
  ['until=1772600827000', '?until=1772687227000'],
  ['X-Date=20260304T050607Z&X-Expires=60', '?X-Date=20260305T050607Z&X-Expires=86460'],
  ['se=2026-03-04T05%3A07%3A07Z', '?se=2026-03-05T05%3A07%3A07.000Z'],
])('moves the end in %s', (query, later) => {
  expect(moved(query)).toBe(later);
});

it.each(['', 'id=1041&sig=abc', 'created=1272600827', 'phone=4477009001234'])(
  'leaves alone what is no time around then: %s',
  (query) => {
    expect(moved(query)).toBeNull();
  },
);
