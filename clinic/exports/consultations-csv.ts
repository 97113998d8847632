import type { Consultation } from '../booking/consultation.ts';
import { toTime } from '../http/schemas.ts';
import { toCsv } from './csv.ts';

const header = ['id', 'booked', 'patient', 'clinician', 'specialty', 'kind', 'reason', 'notes'];

/** Consultations as a table. */
export function consultationsCsv(consultations: readonly Consultation[]): string {
  const rows = consultations.map((one) => [
    one.id,
    toTime(one.bookedAt),
    one.patientName,
    one.clinicianName,
    one.clinicianSpecialty,
    one.kind,
    one.reason,
    one.notes ?? '',
  ]);
  return toCsv(header, rows);
}
