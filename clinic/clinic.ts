import type { Clock } from './clock.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import type { Hub } from './live/hub.ts';
import type { Pool } from './pool/pool.ts';
import type { PasswordCost } from './sign-in/passwords.ts';
import type { Release } from './store/release.ts';
import type { Store } from './store/store.ts';

/** What the clinic's functions work with. */
export interface Clinic {
  store: Store;
  /** The folder that holds the recordings' files. */
  mediaFolder: string;
  release: Release;
  jobs: JobQueue;
  /** Connections to the cache of sessions and lists. */
  pool: Pool;
  /** Who listens to what happens. */
  hub: Hub;
  /** All that depends on the time asks it. */
  clock: Clock;
  /** Of the passwords that are hashed from now on. */
  passwordCost: PasswordCost;
  /** How long a signed address of media works, in ms. */
  linkLifetime: number;
}
