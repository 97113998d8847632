import type { Consultation, Prescription } from '../booking/consultation.ts';

/** What is printed of a consultation, on one page. */
export interface Summary {
  consultationId: string;
  patientName: string;
  clinicianName: string;
  reason: string;
  notes: string | null;
  medicine: string | null;
}

/** A consultation on one page. */
export function summaryOf(consultation: Consultation, prescription: Prescription | null): Summary {
  const { id, patientName, clinicianName, reason, notes } = consultation;
  const medicine = prescription?.medicine ?? null;
  return { consultationId: id, patientName, clinicianName, reason, notes, medicine };
}

/** A letter that says for what a patient was here, for whoever they give it to. */
export function letterOf({ patientName, clinicianName, reason, bookedAt }: Consultation): string {
  const day = new Date(bookedAt).toISOString().slice(0, 10);
  return `On ${day}, ${patientName} consulted ${clinicianName}: ${reason}.`;
}
