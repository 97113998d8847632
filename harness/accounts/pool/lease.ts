import { existsSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const day = 24 * 60 * 60 * 1000;

/** Lifetime of the leases of a seeded run, in milliseconds, unless the run is verified or cleaned before. */
export const seededLifetime = 7 * day;
/** Lifetime of the leases of a run in one process, in milliseconds, in case it cannot release them. */
export const verifyLifetime = day;

const leaseSchema = z.object({
  schema: z.literal(1),
  /** The number of the run (28 bits), as in its tokens. */
  run: z.number(),
  /** The run's name. */
  name: z.string(),
  host: z.string(),
  pid: z.number(),
  /** The process namespace (Linux) in which `pid` is valid; empty on other systems. */
  processes: z.string(),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  /** Path of the run's secrets. While they exist, the run may be resumed in another process. */
  secrets: z.string(),
  /** Role (and below, cohort) of the account in that run. */
  role: z.string(),
  cohort: z.record(z.string(), z.string()),
});

/** A run's exclusive right to use an account of a pool. It holds no details of the account. */
export type Lease = z.infer<typeof leaseSchema>;

/** Makes a lease of this process. `now` and `lifetime` are in milliseconds. */
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

/** Parses a lease; null when the text is none, or damaged. */
export function parseLease(text: string): Lease | null {
  try {
    return leaseSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether a lease has lapsed: its lifetime is over, or its run crashed on this machine and left no secrets. */
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
    // Any other error (such as EPERM for a process of another user) means that the process exists.
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
