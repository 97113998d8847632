import { expect, it } from 'vitest';
import { bookFor, openTestClinic } from '../../testing/test-clinic.ts';
import { switchToVideo } from '../switch-to-video.ts';
import { calendarsByPractice } from './calendars-by-practice.ts';

it.each([
  [switchToVideo, 404],
  [calendarsByPractice, 200],
])('one’s own address with another’s id in it, with $id', async (update, status) => {
  const clinic = await openTestClinic({ update });
  const doctor = await clinic.clinician();
  const [one, other] = [await clinic.patient(), await clinic.patient()];
  await bookFor(other, doctor);
  const own = (await one.ask('GET', '/api/me')).body.calendarUrl;
  expect((await clinic.ask('GET', own)).status).toBe(200);
  expect((await clinic.ask('GET', own.replace(one.id, other.id))).status).toBe(status);
});
