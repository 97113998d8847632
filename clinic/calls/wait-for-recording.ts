import type { Clinic } from '../clinic.ts';
import type { Call } from './call.ts';

const longestWait = 30;

/** How many seconds a client is willing to wait, from its Prefer header (RFC 7240, 4.3). */
export function preferredWait(header: string | undefined): number {
  const match = /(?:^|[\s,;])wait=(\d{1,4})\b/i.exec(header ?? '');
  return Math.min(Number(match?.[1] ?? 0), longestWait);
}

/** Resolves once the call's recording is finalised, or the time is over. */
export async function waitForRecording(clinic: Clinic, call: Call, seconds: number): Promise<void> {
  const { recordingId } = call;
  if (recordingId === null || seconds === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([clinic.jobs.settled(recordingId), timeout]);
  clearTimeout(timer);
}
