/** A letter or a result that a patient adds to a consultation. */
export interface Document {
  id: string;
  consultationId: string;
  title: string;
  text: string;
  addedAt: number;
}

/** What a patient changes of a consultation that was booked. */
export interface ConsultationChanges {
  reason?: string | undefined;
  pharmacyId?: string | undefined;
}
