/** Leave to see one consultation, with its recordings and its prescription, until a time or until its patient ends it. */
export interface Share {
  id: string;
  consultationId: string;
  patientId: string;
  patientName: string;
  /** Why the patient booked. */
  reason: string;
  /** Who may see it; null for whoever has the link. */
  accountId: string | null;
  createdAt: number;
  until: number;
  /** When the patient ended it; null for never. */
  endedAt: number | null;
}

/** What a patient asks for: with whom, and how long. */
export interface ShareRequest {
  /** Null shares by a link. */
  accountId: string | null;
  until: number;
}

/** The columns and tables that make a `Share`; `s` is the share. */
export const selectShare = `SELECT s.id, s.consultation_id AS consultationId,
    c.patient_id AS patientId, p.name AS patientName, c.reason, s.account_id AS accountId,
    s.created_at AS createdAt, s.until, s.ended_at AS endedAt
  FROM shares s
  JOIN consultations c ON c.id = s.consultation_id
  JOIN accounts p ON p.id = c.patient_id`;

/** Holds as long as a share lets somebody see something; `:now` is the time. */
export const lasting = 's.ended_at IS NULL AND s.until > :now';
