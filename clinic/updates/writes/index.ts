import type { Update } from '../update.ts';
import { anybodyCancels } from './anybody-cancels.ts';
import { anybodyChanges } from './anybody-changes.ts';
import { batchedPrescriptions } from './batched-prescriptions.ts';
import { booksForOthers } from './books-for-others.ts';
import { movedWithTheRegion } from './moved-with-the-region.ts';
import { nearestPharmacy } from './nearest-pharmacy.ts';
import { notesByColleagues } from './notes-by-colleagues.ts';
import { patchTakesAll } from './patch-takes-all.ts';
import { savedAsAWhole } from './saved-as-a-whole.ts';
import { sharesOfOthers } from './shares-of-others.ts';
import { uploadWithoutOwner } from './upload-without-owner.ts';

/** What is changed that is another's, or sent to others. */
export const writes: readonly Update[] = [
  patchTakesAll,
  booksForOthers,
  anybodyChanges,
  savedAsAWhole,
  anybodyCancels,
  notesByColleagues,
  uploadWithoutOwner,
  sharesOfOthers,
  batchedPrescriptions,
  nearestPharmacy,
  movedWithTheRegion,
];
