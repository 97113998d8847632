import { expect, it } from 'vitest';
import { bookFor, openTestClinic } from '../../testing/test-clinic.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { deskOfThePractice } from './desk-of-the-practice.ts';
import { linksWithoutEnd } from './links-without-end.ts';
import { locumsStay } from './locums-stay.ts';

const key = { 'x-admin-key': 'key-of-the-tests' };

/** What a receptionist sees at the desk, and once revoked; and whoever has a link that has ended. */
async function seen(update: Update) {
  const clinic = await openTestClinic({ update });
  const doctor = await clinic.clinician();
  const [patient, other] = [await clinic.patient({ name: 'Ann' }), await clinic.patient()];
  const consultation = await bookFor(patient, doctor);
  const path = `/api/consultations/${consultation}`;
  const email = 'desk@clinic.test';
  const details = { email, password: 'a-good-password', name: 'Desk', role: 'receptionist' };
  const { id } = (await clinic.ask('POST', '/api/staff/members', details, key)).body;
  const token = (await clinic.signIn({ email })).body.token ?? '';
  const asMember = (at: string) =>
    clinic.ask('GET', at, undefined, { authorization: `Bearer ${token}` });
  const member = `/api/staff/members/${id}`;
  await clinic.ask('PUT', `${member}/patients/${other.id}`, undefined, key);
  const desk = (await asMember('/staff')).text.includes('Ann:');
  await clinic.ask('PUT', `${member}/patients/${patient.id}`, undefined, key);
  await clinic.ask('DELETE', member, undefined, key);
  const revoked = (await asMember(path)).status;
  const until = new Date(Date.now() + 3600_000).toISOString();
  const share = (await patient.ask('POST', `${path}/shares`, { until })).body;
  const url = share.url ?? '';
  const lasting = (await clinic.ask('GET', url)).status;
  await patient.ask('DELETE', `/api/shares/${share.id}`);
  return { desk, revoked, lasting, ended: (await clinic.ask('GET', url)).status };
}

const healthy = { desk: false, revoked: 404, lasting: 200, ended: 404 };

it.each<[Update, Partial<typeof healthy>]>([
  [switchToVideo, {}],
  [deskOfThePractice, { desk: true }],
  [locumsStay, { revoked: 200 }],
  [linksWithoutEnd, { ended: 200 }],
])('desk and link with $id', async (update, wrong) => {
  expect(await seen(update)).toEqual({ ...healthy, ...wrong });
});
