import { http, HttpResponse, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bookFor, openTestClinic } from '../testing/test-clinic.ts';
import type { Person } from '../testing/test-clinic.ts';

const pharmacyUrl = 'https://pharmacy.example/prescriptions';

/** Stands in for the pharmacy; whatever goes to the clinic itself passes. */
function pharmacy(status: number): unknown[] {
  const received: unknown[] = [];
  const server = setupServer(
    http.post(pharmacyUrl, async ({ request }) => {
      received.push(await request.json());
      return new HttpResponse(null, { status });
    }),
    http.all('http://127.0.0.1*', () => passthrough()),
  );
  server.listen();
  onTestFinished(() => server.close());
  return received;
}

async function booked(): Promise<{ doctor: Person; patient: Person; path: string }> {
  const clinic = await openTestClinic({ pharmacyUrl });
  const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
  const id = await bookFor(patient, doctor, { pharmacyId: 'riverside' });
  return { doctor, patient, path: `/api/consultations/${id}` };
}

const medicine = { medicine: 'Amoxicillin 500 mg', dosage: 'three times a day' };

describe('a prescription', () => {
  it('reaches the pharmacy of the patient’s choice, with this patient’s data only', async () => {
    const received = pharmacy(200);
    const { doctor, patient, path } = await booked();
    const { status, body } = await doctor.ask('POST', `${path}/prescription`, medicine);
    expect(status).toBe(201);
    expect(body.deliveredAt).not.toBeNull();
    expect(received).toEqual([
      {
        prescriptionId: body.id,
        pharmacyId: 'riverside',
        patient: {
          name: 'Pat Example',
          dateOfBirth: '1980-02-03',
          address: '1 Example Road',
          nhsNumber: null,
        },
        ...medicine,
        prescribedBy: 'Dr Example',
      },
    ]);
    expect((await patient.ask('GET', path)).body.prescription).toEqual(body);
  });

  it('is kept, undelivered, when the pharmacy refuses it', async () => {
    pharmacy(500);
    const { doctor, patient, path } = await booked();
    await doctor.ask('POST', `${path}/prescription`, medicine);
    const { prescription } = (await patient.ask('GET', path)).body;
    expect(prescription).toMatchObject({ ...medicine, deliveredAt: null });
  });

  it('is written once, and by the clinician', async () => {
    const received = pharmacy(200);
    const { doctor, patient, path } = await booked();
    expect((await patient.ask('POST', `${path}/prescription`, medicine)).status).toBe(403);
    await doctor.ask('POST', `${path}/prescription`, medicine);
    expect((await doctor.ask('POST', `${path}/prescription`, medicine)).status).toBe(409);
    expect(received).toHaveLength(1);
  });
});

describe('notes', () => {
  it('are written by the clinician and read by the patient', async () => {
    const { doctor, patient, path } = await booked();
    expect((await patient.ask('PUT', `${path}/notes`, { notes: 'Mine' })).status).toBe(403);
    expect((await doctor.ask('PUT', `${path}/notes`, { notes: 'Rest.' })).status).toBe(204);
    expect((await patient.ask('GET', path)).body.notes).toBe('Rest.');
  });
});
