import type { Region, Specialty } from '../sign-in/account.ts';

export type CallKind = 'audio' | 'video';

/** A patient's appointment with a clinician, and what came of it. */
export interface Consultation {
  id: string;
  patientId: string;
  patientName: string;
  patientRegion: Region | null;
  clinicianId: string;
  clinicianName: string;
  clinicianSpecialty: Specialty;
  /** What the patient booked; each call may still be of the other kind. */
  kind: CallKind;
  reason: string;
  /** The pharmacy of the patient's choice. */
  pharmacyId: string | null;
  notes: string | null;
  bookedAt: number;
}

/** What a patient books. */
export interface Booking {
  clinicianId: string;
  kind: CallKind;
  reason: string;
  pharmacyId: string | null;
}

/** Medicine that a clinician prescribed in a consultation. */
export interface Prescription {
  id: string;
  consultationId: string;
  pharmacyId: string;
  medicine: string;
  dosage: string;
  createdAt: number;
  /** When the pharmacy confirmed it; null until then. */
  deliveredAt: number | null;
}

/** The columns and tables that make a `Consultation`; `c` is the consultation. */
export const selectConsultation = `SELECT c.id, c.patient_id AS patientId, p.name AS patientName,
    p.region AS patientRegion, c.clinician_id AS clinicianId, d.name AS clinicianName,
    d.specialty AS clinicianSpecialty, c.kind, c.reason, c.pharmacy_id AS pharmacyId, c.notes,
    c.booked_at AS bookedAt
  FROM consultations c
  JOIN accounts p ON p.id = c.patient_id
  JOIN accounts d ON d.id = c.clinician_id`;
