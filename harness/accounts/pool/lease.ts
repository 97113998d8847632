import { existsSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const day = 24 * 60 * 60 * 1000;

/** Milliseconds for which a run keeps the accounts that it seeded, unless it is verified or cleaned before. */
export const seededLifetime = 7 * day;
/** Milliseconds for which a run that goes on in one process keeps them, should it never get to release them. */
export const verifyLifetime = day;

const leaseSchema = z.object({
  schema: z.literal(1),
  /** The run's 28 bits, as in its tokens. */
  run: z.number(),
  /** The run's name. */
  name: z.string(),
  host: z.string(),
  pid: z.number(),
  /** Where that process number means something: Linux's process namespace; empty elsewhere. */
  processes: z.string(),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  /** Where the run keeps its secrets: as long as they are there, it may go on in another process. */
  secrets: z.string(),
  /** For whom the account is to stand in that run. */
  role: z.string(),
  cohort: z.record(z.string(), z.string()),
});

/** Says that a run uses an account of a pool, and nobody else may. Nothing of the account is in it. */
export type Lease = z.infer<typeof leaseSchema>;

/** A lease of this process, from `now` (milliseconds) on. */
export function makeLease(
  about: Pick<Lease, 'run' | 'name' | 'secrets' | 'role' | 'cohort'>,
  now: number,
  lifetime: number,
): Lease {
  const since = new Date(now).toISOString();
  const until = new Date(now + lifetime).toISOString();
  return {
    schema: 1,
    ...about,
    host: hostname(),
    pid: process.pid,
    processes: processes(),
    since,
    until,
  };
}

/** Null where it is none, or damaged. */
export function parseLease(text: string): Lease | null {
  try {
    return leaseSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether nobody holds to it any more: its time is over, or its run crashed here and left nothing to go on with. */
export function isLapsed(
  { until, host, pid, processes: where, secrets }: Lease,
  now: number,
): boolean {
  if (Date.parse(until) <= now) return true;
  return host === hostname() && where === processes() && !isAlive(pid) && !existsSync(secrets);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one all the same.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function processes(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
