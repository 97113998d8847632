import { describe, expect, it } from 'vitest';
import { bookFor, openTestClinic } from '../testing/test-clinic.ts';

async function booked() {
  const clinic = await openTestClinic();
  const [doctor, patient, other] = [
    await clinic.clinician(),
    await clinic.patient(),
    await clinic.patient(),
  ];
  const id = await bookFor(patient, doctor, { reason: 'A rash' });
  return { clinic, doctor, patient, other, path: `/api/consultations/${id}` };
}

describe('a consultation that is booked', () => {
  it('is changed, added to and cancelled by its patient', async () => {
    const { patient, path } = await booked();
    const change = { reason: 'A cough', pharmacyId: 'riverside', patientId: 'acc_other' };
    expect((await patient.ask('PATCH', path, change)).body).toMatchObject({ reason: 'A cough' });
    const document = { title: 'A letter', text: 'As promised' };
    expect((await patient.ask('POST', `${path}/documents`, document)).status).toBe(201);
    expect((await patient.ask('GET', path)).body).toMatchObject({
      reason: 'A cough',
      pharmacyId: 'riverside',
      patient: { id: patient.id },
      documents: [document],
    });
    expect((await patient.ask('PATCH', path, { pharmacyId: 'none' })).status).toBe(422);
    const whole = { reason: 'A limp', pharmacyId: 'high-street' };
    expect((await patient.ask('PUT', path, whole)).body).toMatchObject(whole);
    expect((await patient.ask('PUT', path, { reason: 'A limp' })).status).toBe(422);
    expect((await patient.ask('DELETE', path)).status).toBe(204);
    expect((await patient.ask('GET', path)).status).toBe(404);
  });

  it('is neither by others', async () => {
    const { clinic, doctor, patient, other, path } = await booked();
    const before = (await patient.ask('GET', path)).text;
    for (const [method, where, body] of [
      ['PATCH', path, { reason: 'x' }],
      ['PUT', path, { reason: 'x', pharmacyId: 'riverside' }],
      ['DELETE', path, undefined],
      ['POST', `${path}/documents`, { title: 'x', text: 'x' }],
    ] as const) {
      expect((await other.ask(method, where, body)).status).toBe(404);
      expect((await doctor.ask(method, where, body)).status).toBe(404);
      expect((await clinic.ask(method, where, body)).status).toBe(401);
    }
    expect((await patient.ask('GET', path)).text).toBe(before);
  });

  it('is not cancelled once there was a call', async () => {
    const { patient, path } = await booked();
    expect((await patient.ask('POST', `${path}/call`, { kind: 'audio' })).status).toBeLessThan(300);
    expect((await patient.ask('DELETE', path)).status).toBe(409);
  });
});
