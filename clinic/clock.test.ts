import { expect, it } from 'vitest';
import { createClock } from './clock.ts';
import { openTestClinic } from './testing/test-clinic.ts';

it('a clinic whose clock is moved on by two months lets sessions end', async () => {
  const clock = createClock();
  const clinic = await openTestClinic({ clock });
  const patient = await clinic.patient();
  expect((await patient.ask('GET', '/api/me')).status).toBe(200);
  clock.advance(61 * 24 * 3600 * 1000);
  expect((await patient.ask('GET', '/api/me')).status).toBe(401);
});
