import type { Totp } from '../../accounts/totp.ts';
import type { AccountId } from '../../domain/account.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { SeedMedia } from '../../deployment/definition.ts';
import type { Connections } from '../http/connections.ts';
import type { Fingerprint } from '../classify/decoy.ts';
import type { Holdings } from './holdings.ts';
import type { Inspecting } from '../scan/inspect.ts';
import type { Links } from '../attempt/links.ts';
import type { Pace } from '../http/pace.ts';
import type { AccountPool } from '../seed/pool-accounts.ts';
import type { WorkerOptions } from './worker-types.ts';

/** What the parts of a worker share. */
export type Core = {
  options: WorkerOptions;
  base: URL;
  /** Aborted when the run was interrupted. */
  signal: AbortSignal;
  /** Throws for addresses outside the deployment's hosts. */
  guard(url: URL): void;
  connections: Connections;
  pace: Pace;
  inspecting: Inspecting;
  holdings: Holdings;
  /** Null where the definition creates accounts. */
  pool: AccountPool | null;
  /** The release as last read. */
  release: string | null;
  /** Answers for ids that never existed, two of a kind; null where none came. */
  decoys: Map<string, Promise<readonly (Fingerprint | null)[]>>;
  links: Links;
  /** Coverage: places without a marker, and how many answers of each surface were looked at. */
  unmarked: { answers: Map<string, number>; places: Set<string> };
  /** Second factors by account, and the last code given of each. */
  totps: Map<AccountId, Totp>;
  codes: Map<AccountId, string>;
  recordFact(fact: Fact): void;
  recordAttempt(attempt: Attempt): void;
  /** A new attempt's id. */
  nextAttempt(): string;
  /** Keyed digest of a server-given id. */
  digest(value: string): string;
  /** Seed media whose tokens are the account's. */
  mediaFor(plant: (field: string) => string): SeedMedia;
  closeHistory(): void;
};
