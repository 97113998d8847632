import type { Update } from '../update.ts';
import { asTheClinician } from './as-the-clinician.ts';
import { clinicianKeepsAccess } from './clinician-keeps-access.ts';
import { deskOfThePractice } from './desk-of-the-practice.ts';
import { guardianKeepsAccess } from './guardian-keeps-access.ts';
import { householdUnknown } from './household-unknown.ts';
import { linksWithoutEnd } from './links-without-end.ts';
import { locumsStay } from './locums-stay.ts';
import { migratedRecords } from './migrated-records.ts';
import { numbersFromZero } from './numbers-from-zero.ts';
import { revocationUndone } from './revocation-undone.ts';
import { shareWithoutEnd } from './share-without-end.ts';

/** What is shared, with whom and until when; and what only one side of the update meets. */
export const sharing: readonly Update[] = [
  shareWithoutEnd,
  guardianKeepsAccess,
  clinicianKeepsAccess,
  revocationUndone,
  migratedRecords,
  householdUnknown,
  numbersFromZero,
  asTheClinician,
  linksWithoutEnd,
  deskOfThePractice,
  locumsStay,
];
