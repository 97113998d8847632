import type { Attempt } from '../../domain/attempt.ts';
import type { AccountId, Cohort, Role } from '../../domain/account.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Ids } from '../../domain/thing.ts';
import type { Surface } from '../../deployment/surface.ts';
import type { Observation } from '../attempt/observation.ts';
import type { ListenRound } from '../listening/round-types.ts';
import type { HandOver } from '../seed/hand-over.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Account, Session, Share, Thing } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';

/**
 * Whatever exercises the deployment does it through a worker: it holds accounts, performs attempts, scans
 * what comes back, and appends all of it to one history file. Functions ask for the parts of it that they use.
 */
export type Worker = InRun & Holding & Seeding & SigningIn & Trying & BrowserRecording & Lifetime;

/** What a worker is part of. */
export type InRun = RunIdentity & {
  /** Aborted when the run was interrupted. */
  readonly signal: AbortSignal;
};

/** What a worker has made and recorded so far. */
export type Holding = {
  readonly accounts: readonly Account[];
  readonly sessions: readonly Session[];
  readonly things: readonly Thing[];
  readonly shares: readonly Share[];
  /** All that this worker has recorded so far, for judging while it runs. */
  readonly recorded: { readonly facts: readonly Fact[]; readonly attempts: readonly Attempt[] };
};

/** Makes accounts, things and shares on the deployment, and removes them. */
export type Seeding = {
  /** Makes an account on the deployment. Rejects (and records a `failed` fact) when that fails. */
  createAccount(options: { cohort: Cohort; role?: Role }): Promise<Account>;
  /** Books a consultation with all its parts. */
  createThing(session: Session): Promise<Thing>;
  /**
   * Performs an action of the definition (`actions`) on a thing, or without one (an action that makes one
   * returns ids, from which a new thing is recorded). Returns the thing as it is then.
   */
  act(session: Session, action: string, thing: Thing | null): Promise<Thing | null>;
  /**
   * Lets another account, with its session, see a thing. Rejects (and records a `failed` fact) when that fails, and
   * where it is shared with that account already.
   */
  share(session: Session, thing: Thing, toSession: Session): Promise<Share>;
  /** Ends a share before its time, with a session of the thing's owner; returns it as ended. */
  endShare(session: Session, share: Share): Promise<Share>;
  /** Removes its accounts from the deployment, as far as the definition can; returns those that are left. */
  removeAccounts(): Promise<readonly Account[]>;
};

/** Opens and ends sessions. */
export type SigningIn = {
  signIn(account: Account): Promise<Session>;
  /** Signs out; the session returned still carries what it carried before (state `signed-out`). */
  signOut(session: Session): Promise<Session>;
  /** Signs in up to the second factor: no code, or a wrong one. Null for accounts without one. */
  signInWithoutSecondFactor(
    account: Account,
    how: 'no-code' | 'wrong-code',
  ): Promise<Session | null>;
  /** A current second-factor code. */
  totp(account: Account): string;
};

/** Makes attempts and records them. */
export type Trying = {
  /** One attempt, without retries: performed, scanned, recorded. Never rejects for what the deployment does. */
  attempt(request: AttemptRequest): Promise<Attempt>;
  /** False where a link's address was never given to its owner, or has no signature to forge (`unsigned`, `swapped`). */
  canTry(request: AttemptRequest): boolean;
  /** Addresses of the second pages that accounts were led to in their own lists at a surface. */
  nextPagesOf(surface: Surface): ReadonlyMap<AccountId, URL>;
  /** When the address ends that the thing's owner was given first in a phase (milliseconds since the epoch); null without one. */
  endOfLink(surface: Surface, thing: Thing, phase: Phase): number | null;
  /**
   * Lets others listen while an owner acts; all of their connections are recorded, the owner's own before and after
   * the others'. Never rejects for what the deployment does.
   */
  listen(round: ListenRound): Promise<readonly Attempt[]>;
};

/** Records what happens in a browser, where this worker sends nothing itself. */
export type BrowserRecording = {
  /** Mints and records a canary token for a field that is filled in outside `createThing` and `act` (a webcam, a form). */
  plantToken(account: Account, field: string, thing: Thing | null): string;
  /** Records ids that a thing got later (`recording`, once a call has ended); returns the thing with them. */
  addIds(thing: Thing, ids: Ids): Thing;
  /**
   * Records a session that was opened in a browser, with its cookies' values, so that they are recognised
   * should another account ever receive them. Its `http` is that of nobody.
   */
  adoptSession(account: Account, credentials: readonly string[]): Session;
  /** Records that such a session was signed out in the browser (asked at `from`); returns it in that state. */
  adoptSignOut(session: Session, from: number): Session;
  /** Records what a browser received or showed. */
  observe(observation: Observation): Promise<Attempt>;
};

/** What a run does with a worker as a whole. */
export type Lifetime = {
  /** Asks the deployment for its release and records it; null when it cannot be read. */
  readRelease(): Promise<string | null>;
  record(fact: Fact): void;
  handOver(): HandOver;
  /** Writes `closed` and ends the connections. */
  close(): Promise<void>;
};
