import { describe, expect, it } from 'vitest';
import { statedEnd } from './stated-end.ts';

const now = Date.parse('2026-03-04T05:06:07Z');
const secret = '9f8c1d27e5b04a63f1d2c7b8a9e0f3d4';
const id = '5b0ae7c2-58c1-4f57-9a3e-2f1d6c9b8a70';
const end = (address: string) => {
  const at = statedEnd(new URL(address, 'https://acme.test'), { now, ids: [id] });
  return at === null ? null : (at - now) / 1000;
};
const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the end that an address states', () => {
  it.each([
    ['a time in seconds', `/a?expires=1772600827&sig=${secret}`],
    ['a time in milliseconds', `/a?until=1772600827000&sig=${secret}`],
    ['a time as a text', `/a?se=2026-03-04T05%3A07%3A07Z&sig=${secret}`],
    ['a lifetime', `/a?expires_in=60&sig=${secret}`],
    [
      'a lifetime from another time on',
      `/a?X-Amz-Date=20260304T050602Z&X-Amz-Expires=65&s=${secret}`,
    ],
    ['a JWT', `/a?token=${segment({ alg: 'HS256' })}.${segment({ exp: 1772600827 })}.${secret}`],
    ['a text of pairs', `/a?hdnts=exp=1772600827~acl=/*~hmac=${secret}`],
    [
      'a policy',
      `/a?Policy=${segment({ Condition: { DateLessThan: { 'AWS:EpochTime': 1772600827 } } })}&Signature=${secret}`,
    ],
    ['a path', `/secure/1772600827/${secret}/clip.webm`],
    ['the latest of several', `/a?expires=1772600800&sig=${secret}&valid=1772600827`],
  ])('stands there as %s', (_, address) => {
    expect(end(address)).toBe(60);
  });

  it.each([
    ['where nothing is signed', '/a?expires=1772600827'],
    ['where an id alone cannot be guessed', `/a?until=1772600827&patient=${id}`],
    ['in a time that has passed', `/a?issued=1772600000&sig=${secret}`],
    ['in the time of a visit', `/a?start=1772700000&sig=${secret}`],
    ['in a number', `/a?page=60&sig=${secret}`],
    ['in a path of ids', `/visits/1041/${secret}`],
    ['in what is years away', `/a?expires=1999999999&sig=${secret}`],
  ])('is none %s', (_, address) => {
    expect(end(address)).toBeNull();
  });
});
