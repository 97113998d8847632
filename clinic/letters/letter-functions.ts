import { takesPart } from '../booking/booking-functions.ts';
import type { ClinicFunctions } from '../clinic-functions.ts';
import { letterOf } from './letter.ts';

/** How the base release gives summaries and letters. */
export function letterFunctions(): Pick<
  ClinicFunctions,
  'mayReadSummary' | 'mayHaveLetter' | 'writeLetter'
> {
  return {
    mayReadSummary: ({ account }, consultation) => takesPart(account, consultation),
    mayHaveLetter: ({ account }, { patientId }) => account.id === patientId,
    writeLetter: (_viewer, consultation) => letterOf(consultation),
  };
}
