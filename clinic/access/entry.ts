/** What somebody may be let into: a consultation, or what belongs to it. */
export interface Entry {
  consultationId: string;
  patientId: string;
}
