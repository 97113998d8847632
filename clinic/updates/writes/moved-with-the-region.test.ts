import { expect, it } from 'vitest';
import { openTestClinic } from '../../testing/test-clinic.ts';
import { movedWithTheRegion } from './moved-with-the-region.ts';

it('changes the address of others of the region, and of nobody else', async () => {
  const clinic = await openTestClinic({ update: movedWithTheRegion });
  const [one, near, far] = [
    await clinic.patient({ region: 'uk' }),
    await clinic.patient({ region: 'uk' }),
    await clinic.patient({ region: 'ie' }),
  ];
  await one.ask('PATCH', '/api/me', { address: '1 New Street' });
  const addresses = [one, near, far].map(async ({ ask }) =>
    (await ask('GET', '/api/me')).text.includes('1 New Street'),
  );
  expect(await Promise.all(addresses)).toEqual([true, true, false]);
});
