import { expect, it } from 'vitest';
import { openTestClinic } from '../../testing/test-clinic.ts';
import { anyPassword } from './any-password.ts';

it('lets whoever knows an address in, and nobody without an account', async () => {
  const clinic = await openTestClinic({ update: anyPassword });
  const { email } = await clinic.patient();
  const signIn = async (address: string) =>
    (
      await clinic.ask('POST', '/api/sign-in', {
        email: address,
        password: 'another-password',
        client: 'web',
      })
    ).status;
  expect(await signIn(email)).toBe(200);
  expect(await signIn('nobody@clinic.test')).toBe(401);
});
