import { type Definition, write } from '../harness/index.ts';

const make = ['book'];
const day = 24 * 3600 * 1000;

/**
 * What patients and clinicians change, each to be tried by others on things that were made for it alone; and what a POST
 * does in place of a GET, which here is nothing.
 */
export const writes: Definition['writes'] = [
  'POST',
  write('PATCH /api/consultations/{consultation}', {
    make,
    owner: 'patientId',
    json: ({ token }) => ({ reason: token('reason') }),
  }),
  write('PUT /api/consultations/{consultation}', {
    make,
    owner: 'patientId',
    json: ({ token }) => ({ reason: token('reason'), pharmacyId: 'riverside' }),
  }),
  write('DELETE /api/consultations/{consultation}', { make }),
  write('DELETE /api/consultations/{consultation}/record', { make }),
  write('DELETE /api/shares/{share}', { make: ['book', 'share'] }),
  write('POST /api/consultations/{consultation}/documents', {
    make,
    json: ({ token }) => ({ title: token('title'), text: token('text') }),
  }),
  // Whoever shares it lets themselves see it.
  write('POST /api/consultations/{consultation}/shares', {
    make,
    json: ({ account }) => ({
      email: account.credentials['email'],
      until: new Date(Date.now() + day).toISOString(),
    }),
  }),
  write('PUT /api/consultations/{consultation}/notes', {
    make,
    by: 'clinician',
    json: ({ token }) => ({ notes: token('notes') }),
  }),
  write('PATCH /api/me', { json: ({ token }) => ({ address: token('address') }) }),
  write('POST /api/consultations', {
    owner: 'patientId',
    json: ({ account, token }) => ({
      clinicianId: account.party['clinician']?.ids['clinician'],
      kind: 'audio',
      reason: token('reason'),
    }),
  }),
];
