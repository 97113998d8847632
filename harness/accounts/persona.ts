/**
 * The made-up details of an account. No value can be a real person's: the e-mail is in a reserved domain, the phone
 * number from Ofcom's ranges for drama, and the NHS number from the 999 test range.
 */
export type Persona = {
  firstName: string;
  /** Carries the token of field `name`, unless the definition says `carriers: { name: 'none' }`. */
  lastName: string;
  fullName: string;
  /** Carries the token of field `email` in its local part. */
  email: string;
  /** Random, with 24 characters of all classes. It is secret. */
  password: string;
  /** In E.164, e.g. `+447700900123`. Unique in the run, unless the ranges are used up: then it proves nothing. */
  phone: string;
  /** An adult's, as `YYYY-MM-DD`. Unique in the run, unless the range is used up. */
  dateOfBirth: string;
  /** Ten digits from 999…, with a correct check digit. Unique in the run, unless the range is used up. */
  nhsNumber: string;
  /** The line carries the token of field `address`. */
  address: { line: string; city: string; postcode: string };
};
