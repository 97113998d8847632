import { describe, expect, it } from 'vitest';
import { findJwts, namesSubject } from './jwt.ts';

const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object) => `${segment({ alg: 'HS256', typ: 'JWT' })}.${segment(claims)}.c2ln`;

describe('findJwts', () => {
  it('finds the claims of JWTs, at any depth, and where the JWTs begin', () => {
    const text = `<p data-a="${jwt({ sub: 7, act: { email: 'a@b.test' }, roles: ['x'] })}">`;
    expect(findJwts(text)).toMatchObject([
      {
        at: 11,
        claims: [
          { name: 'sub', value: '7' },
          { name: 'email', value: 'a@b.test' },
          { name: 'roles', value: 'x' },
        ],
      },
    ]);
  });

  it('finds a JWT behind other characters of its alphabet, and one after another', () => {
    const text = `%20${jwt({ sub: 'a' })}%20${jwt({ sub: 'b' })}`;
    expect(findJwts(text).map(({ claims }) => claims[0]?.value)).toEqual(['a', 'b']);
  });

  it('reads a text of nothing but beginnings of JWTs once, and finds what stands behind it', () => {
    const begins = 'eyJ'.repeat(1_000_000);
    const from = performance.now();
    expect(findJwts(`${begins} ${jwt({ sub: 'a' })}`)).toHaveLength(1);
    expect(findJwts(`${begins}.${begins}`)).toEqual([]);
    expect(findJwts(`${begins.slice(0, 3000)}.x `.repeat(1000))).toEqual([]);
    // Each beginning read to the end of the text takes hours.
    expect(performance.now() - from).toBeLessThan(20_000);
  });

  it('reads signed JSON without a header', () => {
    expect(findJwts(`${segment({ user_id: 3 })}.c2ln`)).toMatchObject([
      { claims: [{ name: 'user_id', value: '3' }] },
    ]);
  });

  it.each(['eyJ', 'eyJ.eyJ.eyJ', segment({ id: 1 }), `${segment({ alg: 'none' })}.e30.`])(
    'finds none in %s',
    (text) => expect(findJwts(text)).toEqual([]),
  );
});

it.each([
  'sub',
  'user_id',
  'userId',
  'https://acme.test/user_id',
  'x-acme-user-id',
  'custom:email',
])('takes %s for a subject', (name) => expect(namesSubject({ name, value: '' })).toBe(true));

it.each(['aud', 'iss', 'jti', 'room', 'clinician', 'client_id'])(
  'takes %s for no subject',
  (name) => expect(namesSubject({ name, value: '' })).toBe(false),
);
