import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';

/** What routes and pages work with. */
export interface Service {
  clinic: Clinic;
  functions: ClinicFunctions;
  /** Who knows it may create clinicians. */
  adminKey: string;
}
