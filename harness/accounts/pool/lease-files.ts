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
/** Milliseconds after which taking over is taken to have crashed half-way: it is a matter of one. */
const claimLifetime = 60_000;

/** Who has an account: nobody (any more), a run, or somebody whose lease cannot be read. */
export type Holding = 'free' | 'unreadable' | Lease;

/** Makes the folder of leases. Throws a UsageError where it cannot be written. */
export function openLeaseFolder(folder: string): void {
  writing(folder, () => {
    mkdirSync(folder, { recursive: true });
    // It says itself that it is not to be committed.
    writeFileSync(join(folder, '.gitignore'), '*\n');
  });
}

/** Who has the account `key` now. */
export function holdingOf(folder: string, key: string): Holding {
  const text = read(join(folder, key + suffix));
  if (text === null) return 'free';
  const lease = parseLease(text);
  if (lease === null) return 'unreadable';
  return isLapsed(lease, Date.now()) ? 'free' : lease;
}

/** Takes the account `key`, unless somebody has it. Of several that try at once, one succeeds. */
export function acquire(folder: string, key: string, lease: Lease): boolean {
  const file = join(folder, key + suffix);
  const content = JSON.stringify(lease);
  return writing(folder, () => create(file, content) || takeOver(file, content));
}

/** Prolongs the run's own lease of `key`; false where it has none (any more). */
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

/** The run's own leases, by key; lapsed ones too, as long as nobody has taken them over. */
export function leasesOf(folder: string, run: number): ReadonlyMap<string, Lease> {
  const leases = new Map<string, Lease>();
  for (const name of namesIn(folder)) {
    const lease = parseLease(read(join(folder, name)) ?? '');
    if (lease?.run === run) leases.set(name.slice(0, -suffix.length), lease);
  }
  return leases;
}

/** Gives back all that a run has. Never throws: it runs when a process ends. */
export function releaseLeases(folder: string, run: number): void {
  for (const key of leasesOf(folder, run).keys()) {
    try {
      rmSync(join(folder, key + suffix), { force: true });
    } catch {
      // It lapses by itself.
    }
  }
}

/**
 * Puts a lease in the place of one that has lapsed. The claim is what only one can make, and becomes the lease:
 * so of two that saw the same one lapsed, the second does not take the first one's from it.
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
    // What cannot be read may be held.
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
