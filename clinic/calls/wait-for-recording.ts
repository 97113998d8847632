import type { Clinic } from '../clinic.ts';
import { waitForJob } from '../jobs/wait-for-job.ts';
import type { Call } from './call.ts';

/** Resolves once the call's recording is finalised, or the time is over. */
export async function waitForRecording(
  { jobs }: Clinic,
  { recordingId }: Call,
  seconds: number,
): Promise<void> {
  if (recordingId !== null) await waitForJob(jobs, recordingId, seconds);
}
