import { expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';
import type { MemberRole } from './member.ts';

const key = { 'x-admin-key': 'key-of-the-tests' };

async function practice() {
  const clinic = await openTestClinic();
  const [doctor, patient] = [await clinic.clinician(), await clinic.patient({ name: 'Ann Ill' })];
  const consultation = await bookFor(patient, doctor);
  const recording = await talk(patient, consultation);
  const member = async (role: MemberRole) => {
    const email = `${role}@clinic.test`;
    const details = { email, password: 'a-good-password', name: role, role };
    const { id } = (await clinic.ask('POST', '/api/staff/members', details, key)).body;
    const token = (await clinic.signIn({ email })).body.token ?? '';
    const ask = (method: string, path: string, body?: unknown) =>
      clinic.ask(method, path, body, { authorization: `Bearer ${token}` });
    return { id, ask };
  };
  return { clinic, patient, consultation, recording, member };
}

it('a receptionist sees bookings of the desk’s patients, and no recordings', async () => {
  const { patient, consultation, recording, member } = await practice();
  const [admin, desk] = [await member('admin'), await member('receptionist')];
  const at = `/api/staff/members/${desk.id}/patients/${patient.id}`;
  const seen = async () => [
    (await desk.ask('GET', `/api/consultations/${consultation}`)).status,
    (await desk.ask('GET', '/staff')).text.includes('Ann Ill: 1 booked'),
  ];
  expect(await seen()).toEqual([404, false]);
  for (const person of [desk, patient]) expect((await person.ask('PUT', at)).status).toBe(401);
  expect((await admin.ask('PUT', at)).status).toBe(204);
  expect(await seen()).toEqual([200, true]);
  expect((await desk.ask('GET', `/api/recordings/${recording}`)).status).toBe(404);
  expect((await admin.ask('DELETE', at)).status).toBe(204);
  expect(await seen()).toEqual([404, false]);
});

it('whoever is revoked sees nothing more, after a restart neither', async () => {
  const { clinic, patient, consultation, member } = await practice();
  const [admin, desk] = [await member('admin'), await member('receptionist')];
  await admin.ask('PUT', `/api/staff/members/${desk.id}/patients/${patient.id}`);
  expect((await admin.ask('DELETE', `/api/staff/members/${desk.id}`)).status).toBe(204);
  for (const release of [false, true]) {
    if (release) await clinic.restart(null);
    expect((await desk.ask('GET', `/api/consultations/${consultation}`)).status).toBe(404);
    expect((await desk.ask('GET', '/staff')).status).toBe(404);
  }
  const { items } = (await admin.ask('GET', '/api/staff/members')).body;
  expect(items).toMatchObject([
    { role: 'admin', revoked: false },
    { role: 'receptionist', revoked: true },
  ]);
  await admin.ask('DELETE', `/api/staff/members/${admin.id}`);
  expect((await admin.ask('GET', '/api/staff/members')).status).toBe(401);
});

it('whoever works here again begins with an empty desk', async () => {
  const { patient, consultation, member } = await practice();
  const [admin, desk] = [await member('admin'), await member('receptionist')];
  const at = `/api/staff/members/${desk.id}`;
  const isSeen = async () =>
    (await desk.ask('GET', `/api/consultations/${consultation}`)).status === 200;
  await admin.ask('PUT', `${at}/patients/${patient.id}`);
  expect((await admin.ask('PUT', at)).status).toBe(204);
  expect(await isSeen()).toBe(true);
  await admin.ask('DELETE', at);
  expect((await patient.ask('PUT', at)).status).toBe(401);
  expect((await admin.ask('PUT', at)).status).toBe(204);
  expect(await isSeen()).toBe(false);
  await admin.ask('PUT', `${at}/patients/${patient.id}`);
  expect(await isSeen()).toBe(true);
});
