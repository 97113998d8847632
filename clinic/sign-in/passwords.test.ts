import { describe, expect, it } from 'vitest';
import { hashPassword, leastCost, owaspCost, verifyPassword } from './passwords.ts';

describe('a password', () => {
  it.each([
    ['as OWASP advises', owaspCost, 'm=19456,t=2'],
    ['at the least cost', leastCost, 'm=8,t=1'],
  ])('hashed %s is known again, and no other', async (_, cost, parameters) => {
    const hash = await hashPassword('a-good-password', cost);
    expect(hash).toContain(`$argon2id$v=19$${parameters},p=1$`);
    // The hash holds its own cost: a clinic may change what is usual.
    for (const usual of [owaspCost, leastCost]) {
      expect(await verifyPassword('a-good-password', hash, usual)).toBe(true);
      expect(await verifyPassword('another-password', hash, usual)).toBe(false);
    }
  });

  it('is never right for an account that does not exist, or a hash that is none', async () => {
    for (const hash of [undefined, '', '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$'])
      expect(await verifyPassword('', hash, leastCost)).toBe(false);
  });
});
