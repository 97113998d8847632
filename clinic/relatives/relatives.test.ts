import { expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';

const key = { 'x-admin-key': 'key-of-the-tests' };

async function family() {
  const clinic = await openTestClinic();
  const doctor = await clinic.clinician();
  const [child, parent] = [await clinic.patient(), await clinic.patient()];
  const consultation = await bookFor(child, doctor, { reason: 'A rash' });
  const recording = await talk(child, consultation);
  const paths = [
    `/api/consultations/${consultation}`,
    `/consultations/${consultation}`,
    `/api/recordings/${recording}`,
    `/api/recordings/${recording}/media`,
  ];
  const reached = async () =>
    Promise.all(paths.map(async (path) => (await parent.ask('GET', path)).status));
  const admin = (method: string, path: string, body?: object) =>
    clinic.ask(method, `/api/admin/${path}`, body, key);
  return { clinic, child, parent, reached, admin };
}

it('a relative sees that the link is there, and nothing else', async () => {
  const { clinic, child, parent, reached, admin } = await family();
  const linked = { patientId: child.id, relativeId: parent.id };
  const { body } = await admin('POST', 'relatives', linked);
  for (const [person, as] of [
    [child, 'patient'],
    [parent, 'relative'],
  ] as const) {
    const { items } = (await person.ask('GET', '/api/relatives')).body;
    expect(items).toEqual([{ id: body.id, as, since: expect.any(String) }]);
  }
  expect(await reached()).toEqual([404, 404, 404, 404]);
  expect((await clinic.ask('POST', '/api/admin/relatives', linked)).status).toBe(401);
  expect((await admin('POST', 'relatives', { ...linked, relativeId: 'acc_x' })).status).toBe(422);
});

it('a guardian sees the child’s consultations, until that ends', async () => {
  const { clinic, child, parent, reached, admin } = await family();
  const appointed = { patientId: child.id, guardianId: parent.id };
  const { body } = await admin('POST', 'guardians', appointed);
  expect(await reached()).toEqual([200, 200, 200, 200]);
  expect((await parent.ask('GET', '/api/consultations')).body).toMatchObject({
    total: 1,
    items: [{ reason: 'A rash' }],
  });
  expect((await child.ask('GET', '/api/consultations')).body.total).toBe(1);
  expect((await admin('DELETE', `guardians/${body.id}`)).status).toBe(204);
  await clinic.restart(null);
  expect(await reached()).toEqual([404, 404, 404, 404]);
  expect((await parent.ask('GET', '/api/consultations')).body.total).toBe(0);
  expect((await admin('DELETE', 'guardians/gua_x')).status).toBe(404);
  expect((await clinic.ask('DELETE', `/api/admin/guardians/${body.id}`)).status).toBe(401);
});
