import { describe, expect, it } from 'vitest';
import { findAllJwts } from './packed-jwts.ts';

const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object) => `${segment({ alg: 'HS256', typ: 'JWT' })}.${segment(claims)}.c2ln`;
const subjects = (content: string | Buffer) =>
  findAllJwts(content).flatMap(({ claims }) => claims.map(({ value }) => value));

describe('findAllJwts', () => {
  it.each(['', 'a', 'ab', 'abc'])('finds JWTs within base64 behind %j', (before) => {
    const packed = Buffer.from(`${before}${jwt({ sub: 'me' })} ${jwt({ sub: 'you' })}`);
    for (const encoding of ['base64', 'base64url'] as const) {
      const text = `data: "${packed.toString(encoding)}"`;
      expect(subjects(text)).toContain('me');
      expect(subjects(Buffer.from(text))).toContain('you');
    }
  });

  it('tells where the base64 of a JWT begins', () => {
    const packed = Buffer.from(JSON.stringify({ token: jwt({ sub: 'me' }) })).toString('base64');
    const [found] = findAllJwts(`>${packed}`);
    expect(found?.at).toBeGreaterThanOrEqual(packed.indexOf('ZXlK'));
    expect(found?.at).toBeLessThan(packed.length);
  });

  it('reads a bounded number of places, however many there are', () => {
    const from = performance.now();
    expect(findAllJwts(Buffer.from('ZXlK'.repeat(2_000_000)))).toEqual([]);
    expect(findAllJwts(Buffer.from('V5SAleUo'.repeat(1_000_000)))).toEqual([]);
    // Each beginning read to the end of the text takes hours.
    expect(performance.now() - from).toBeLessThan(20_000);
  });
});
