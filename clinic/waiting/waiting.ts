/** A time at which a clinician is free. */
export interface Slot {
  clinicianId: string;
  at: number;
}

/** Where somebody stands in the waiting room. */
export interface WaitingPlace {
  /** 1 for who is next. Who has booked nothing is told the place that a booking would get. */
  place: number;
  /** How many wait, with all clinicians. */
  waiting: number;
}
