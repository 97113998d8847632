import type { Connections } from './connections.ts';
import type { Performing } from './performed.ts';
import type { Pace } from './pace.ts';
import type { Tracing } from './trace.ts';

/** The role of a worker that sends requests to the deployment. */
export type Network = Performing & {
  /** The deployment's address. */
  base: URL;
  /** Throws for addresses outside the deployment's hosts. */
  guard(url: URL): void;
  connections: Connections;
  pace: Pace;
  /** Null: attempts are not traced. */
  tracing: Tracing | null;
  /** Aborted when the run was interrupted. */
  signal: AbortSignal;
};
