import { readFile } from 'node:fs/promises';
import { takesPart } from '../booking/booking-functions.ts';
import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { sign } from '../links/signing.ts';
import { mediaFile } from './media-files.ts';

/** How the base release streams a recording in segments. */
export function hlsFunctions(
  clinic: Clinic,
): Pick<
  ClinicFunctions,
  'mayReadPlaylist' | 'mayReadSegment' | 'mayReadKey' | 'readSegments' | 'readKey'
> {
  return {
    mayReadPlaylist: ({ account }, recording) => takesPart(account, recording),
    mayReadSegment: (viewer, recording) => viewer !== null && takesPart(viewer.account, recording),
    mayReadKey: (viewer, recording) => viewer !== null && takesPart(viewer.account, recording),
    readSegments: (_viewer, { id }) => readFile(mediaFile(clinic, id)),
    readKey: ({ id }) => sign(clinic.store, 'hls', id).subarray(0, 16),
  };
}
