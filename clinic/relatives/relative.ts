/** A relative of a patient: the link shows that it is there, and nothing of the patient. */
export interface RelativeLink {
  id: string;
  patientId: string;
  relativeId: string;
  createdAt: number;
}

/** A child's guardian sees the child's consultations, as long as they are the guardian. */
export interface Guardianship {
  id: string;
  patientId: string;
  guardianId: string;
  createdAt: number;
  endedAt: number | null;
}

/** Patients whose guardian `:viewer` is. */
export const guarded = `SELECT patient_id FROM guardians
  WHERE guardian_id = :viewer AND ended_at IS NULL`;
