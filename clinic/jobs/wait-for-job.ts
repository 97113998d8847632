import type { JobQueue } from './job-queue.ts';

const longestWait = 30;

/** How many seconds a client is willing to wait, from its Prefer header (RFC 7240, 4.3). */
export function preferredWait(header: string | undefined): number {
  const match = /(?:^|[\s,;])wait=(\d{1,4})\b/i.exec(header ?? '');
  return Math.min(Number(match?.[1] ?? 0), longestWait);
}

/** Resolves once no job about this subject is waiting or running, or the time is over. */
export async function waitForJob(jobs: JobQueue, subject: string, seconds: number): Promise<void> {
  if (seconds === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([jobs.settled(subject), timeout]);
  clearTimeout(timer);
}
