import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { isLapsed, type Lease, parseLease } from './lease.ts';

const suffix = '.lease';
/** Milliseconds after which a takeover counts as crashed. A takeover normally takes about one millisecond. */
const claimLifetime = 60_000;

/** Who holds an account: nobody, the run of a lease, or an unknown run whose lease cannot be read. */
export type Holding = 'free' | 'unreadable' | Lease;

/** Creates the folder of leases. Throws a UsageError when it cannot be written. */
export function openLeaseFolder(folder: string): void {
  writing(folder, () => {
    mkdirSync(folder, { recursive: true });
    // With this file, git ignores the folder.
    writeFileSync(join(folder, '.gitignore'), '*\n');
  });
}

/** Who holds the account `key` now. */
export function holdingOf(folder: string, key: string): Holding {
  const text = read(join(folder, key + suffix));
  if (text === null) return 'free';
  const lease = parseLease(text);
  if (lease === null) return 'unreadable';
  return isLapsed(lease, Date.now()) ? 'free' : lease;
}

/** Leases the account `key`, unless another run holds it. If several try at once, exactly one succeeds. */
export function acquire(folder: string, key: string, lease: Lease): boolean {
  const file = join(folder, key + suffix);
  const content = JSON.stringify(lease);
  return writing(folder, () => create(file, content) || takeOver(file, content));
}

/** Extends the run's own lease of `key`. Returns false when the run has no lease (any more). */
export function renew(
  folder: string,
  key: string,
  lease: Omit<Lease, 'role' | 'cohort' | 'since'>,
): boolean {
  const file = join(folder, key + suffix);
  const held = parseLease(read(file) ?? '');
  if (held?.run !== lease.run) return false;
  return writing(folder, () => {
    const next = `${file}.${process.pid}`;
    writeFileSync(next, JSON.stringify({ ...held, ...lease }));
    renameSync(next, file);
    return true;
  });
}

/** The run's own leases, by key. Lapsed leases are included until another run takes them over. */
export function leasesOf(folder: string, run: number): ReadonlyMap<string, Lease> {
  const leases = new Map<string, Lease>();
  for (const name of namesIn(folder)) {
    const lease = parseLease(read(join(folder, name)) ?? '');
    if (lease?.run === run) leases.set(name.slice(0, -suffix.length), lease);
  }
  return leases;
}

/** Releases all leases of a run. Never throws, because it runs when a process ends. */
export function releaseLeases(folder: string, run: number): void {
  for (const key of leasesOf(folder, run).keys()) {
    try {
      rmSync(join(folder, key + suffix), { force: true });
    } catch {
      // The lease lapses by itself.
    }
  }
}

/**
 * Replaces a lapsed lease. Only one process can create the claim file, which then becomes the new lease. So of two
 * processes that saw the same lapsed lease, the second cannot take the new lease from the first.
 */
function takeOver(file: string, content: string): boolean {
  const seen = read(file);
  const lease = parseLease(seen ?? '');
  if (lease === null || !isLapsed(lease, Date.now())) return false;
  const claim = `${file}.claim`;
  if (!create(claim, content)) {
    if (
      Date.now() - (statSync(claim, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) >
      claimLifetime
    )
      rmSync(claim, { force: true });
    return false;
  }
  if (read(file) !== seen) {
    rmSync(claim, { force: true });
    return false;
  }
  renameSync(claim, file);
  return true;
}

function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // A lease that cannot be read may be held by a run.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : '';
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(suffix));
  } catch {
    return [];
  }
}

function writing<Result>(folder: string, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw new UsageError(
      `the folder of leases ${folder} could not be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      'Name a folder that can be, in accounts.leases of the deployment definition; share it between those who share the pool.',
      { cause: error },
    );
  }
}
