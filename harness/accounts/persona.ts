/**
 * The made-up details of an account. No value can be a real person's: e-mail in a reserved domain, phone from
 * Ofcom's ranges for drama, NHS number from the 999 test range.
 */
export type Persona = {
  firstName: string;
  /** Carries the token of field `name`, unless the definition says `carriers: { name: 'none' }`. */
  lastName: string;
  fullName: string;
  /** Carries the token of field `email` in its local part. */
  email: string;
  /** Random, 24 characters with all classes. A secret. */
  password: string;
  /** E.164, e.g. `+447700900123`. Unique in the run, or (ranges used up) of no evidence. */
  phone: string;
  /** `YYYY-MM-DD`, an adult's; unique in the run. */
  dateOfBirth: string;
  /** Ten digits from 999…, with a correct check digit; unique in the run. */
  nhsNumber: string;
  /** First line carries the token of field `address`. */
  address: { line: string; city: string; postcode: string };
};
