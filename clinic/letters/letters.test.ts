import { expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';

async function booked() {
  const clinic = await openTestClinic();
  const doctor = await clinic.clinician();
  const [patient, stranger] = [await clinic.patient(), await clinic.patient()];
  const consultation = await bookFor(patient, doctor, { reason: 'A cough' });
  return { clinic, doctor, patient, stranger, consultation };
}

it('prints a consultation for those who take part in it, named in the query or the header', async () => {
  const { clinic, doctor, patient, stranger, consultation } = await booked();
  const query = `/api/summary?consultation=${consultation}`;
  const header = { 'x-consultation': consultation };
  for (const person of [patient, doctor]) {
    expect((await person.ask('GET', query)).body).toMatchObject({ reason: 'A cough' });
    const summary = await person.ask('GET', '/api/summary', undefined, header);
    expect(summary.body).toMatchObject({ consultationId: consultation });
  }
  expect((await stranger.ask('GET', query)).status).toBe(404);
  expect((await stranger.ask('GET', '/api/summary', undefined, header)).status).toBe(404);
  expect((await patient.ask('GET', '/api/summary')).status).toBe(404);
  expect((await clinic.ask('GET', query)).status).toBe(401);
});

it('writes a letter for the patient alone', async () => {
  const { clinic, doctor, patient, stranger, consultation } = await booked();
  const letter = await patient.ask('POST', '/api/letters', { consultation });
  expect(letter.text).toMatch(/On \d{4}-\d\d-\d\d, Pat Example consulted Dr Example: A cough\./);
  for (const other of [doctor, stranger]) {
    expect((await other.ask('POST', '/api/letters', { consultation })).status).toBe(404);
  }
  expect((await clinic.ask('POST', '/api/letters', { consultation })).status).toBe(401);
});

it('shows a recording below its own consultation, and below no other', async () => {
  const { doctor, patient, stranger, consultation } = await booked();
  const own = await talk(patient, consultation);
  const other = await bookFor(stranger, doctor);
  const foreign = await talk(stranger, other);
  const at = (above: string, below: string): string =>
    `/api/consultations/${above}/recordings/${below}`;
  expect((await patient.ask('GET', at(consultation, own))).body.id).toBe(own);
  for (const path of [at(consultation, foreign), at(other, own), at(other, foreign)]) {
    expect((await patient.ask('GET', path)).status).toBe(404);
  }
});
